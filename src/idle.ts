/**
 * What observes a page that is there already: a chunk of its own, loaded when the page has loaded
 * and is idle. What has to see the page's first moments is in the first load.
 */
export { describeClick } from './capture/describe-click.ts'
export { LATE_SOURCES } from './late-sources.ts'
