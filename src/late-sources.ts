import { captureBrowserReports } from './capture/browser-reports.ts'
import { captureFrustrations } from './capture/frustrations.ts'
import { captureInputs } from './capture/inputs.ts'
import { captureRequestDetails } from './capture/request-details.ts'
import { captureSilentResources } from './capture/silent-resources.ts'
import type { Source } from './install-sources.ts'

/** What can wait until the page has loaded. */
export const LATE_SOURCES: readonly Source[] = [
  ['errors', captureBrowserReports],
  ['errors', captureSilentResources],
  ['fetch', captureRequestDetails('fetch')],
  ['xhr', captureRequestDetails('xhr')],
  ['clicks', captureFrustrations],
  ['inputs', captureInputs],
]
