import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { entriesRoute } from './entries-route.ts'
import { accountRoutes } from './account-routes.ts'
import { captureSwitchRoutes } from './capture-switch-routes.ts'
import { failureStatusRoute } from './failure-status-route.ts'
import { inboxSessionRoutes } from './inbox-session-routes.ts'
import { outcomesRoute } from './outcomes-route.ts'
import { patternRoutes } from './pattern-routes.ts'
import { projectsRoute } from './projects-route.ts'
import { replayRoutes } from './replay-routes.ts'
import { scrubRulesRoutes } from './scrub-rules-routes.ts'
import { searchRoute } from './search-route.ts'
import { seriesRoute } from './series-route.ts'
import { sessionRoute } from './session-route.ts'

/** What the documented APIs have no word for, under `/api/casefile/v1`. */
export function casefileApiRoutes(app: App, context: Context): void {
  inboxSessionRoutes(app, context)
  accountRoutes(app, context)
  projectsRoute(app, context)
  outcomesRoute(app, context)
  seriesRoute(app, context)
  searchRoute(app, context)
  sessionRoute(app, context)
  entriesRoute(app, context)
  replayRoutes(app, context)
  scrubRulesRoutes(app, context)
  captureSwitchRoutes(app, context)
  patternRoutes(app, context)
  failureStatusRoute(app, context)
}
