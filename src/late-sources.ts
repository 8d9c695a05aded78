import { captureCookies } from './capture/cookies.ts'
import { captureEnvironment } from './capture/environment.ts'
import { captureLongTasks } from './capture/long-tasks.ts'
import { capturePageState } from './capture/page-state.ts'
import { captureUnseenStorage } from './capture/unseen-storage.ts'
import { captureVitals } from './capture/vitals.ts'
import { captureBrowserReports } from './capture/browser-reports.ts'
import { captureEarlierPictures } from './capture/earlier-pictures.ts'
import { captureFrustrations } from './capture/frustrations.ts'
import { captureInputs } from './capture/inputs.ts'
import { captureRequestDetails } from './capture/request-details.ts'
import { captureSilentResources } from './capture/silent-resources.ts'
import type { Source } from './install-sources.ts'

/** What can wait until the page has loaded. */
export const LATE_SOURCES: readonly Source[] = [
  ['errors', captureBrowserReports],
  ['errors', captureEarlierPictures],
  ['errors', captureSilentResources],
  ['fetch', captureRequestDetails('fetch')],
  ['xhr', captureRequestDetails('xhr')],
  ['clicks', captureFrustrations],
  ['inputs', captureInputs],
  ['environment', captureEnvironment],
  ['navigation', capturePageState],
  ['vitals', captureVitals],
  ['vitals', captureLongTasks],
  ['storage', captureUnseenStorage],
  ['cookies', captureCookies],
]
