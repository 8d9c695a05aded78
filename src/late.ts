/**
 * What talks to the collector: a chunk of its own, loaded when the page has loaded. Until then
 * entries wait on the device.
 */
export { startDelivery } from './start-delivery.ts'
