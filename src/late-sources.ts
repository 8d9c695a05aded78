import { captureBrowserReports } from './capture/browser-reports.ts'
import { captureFrustrations } from './capture/frustrations.ts'
import { captureInputs } from './capture/inputs.ts'
import { captureSilentResources } from './capture/silent-resources.ts'
import type { Source } from './install-sources.ts'

/** What can wait until the page has loaded. */
export const LATE_SOURCES: readonly Source[] = [
  ['errors', captureBrowserReports],
  ['errors', captureSilentResources],
  ['clicks', captureFrustrations],
  ['inputs', captureInputs],
]
