/**
 * What is not needed to observe a page from its first moment on: a chunk of its own, loaded when
 * the page has loaded. Everything else has to fit into the first load.
 */
export { describeClick } from './capture/describe-click.ts'
export { LATE_SOURCES } from './late-sources.ts'
export { startDelivery } from './start-delivery.ts'
