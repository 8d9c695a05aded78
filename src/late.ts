/**
 * What is not needed to observe a page: a chunk of its own, loaded in idle time after the page.
 * Everything else has to fit into the first load.
 */
export { describeClick } from './capture/describe-click.ts'
export { startDelivery } from './start-delivery.ts'
