import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { entriesRoute } from './entries-route.ts'
import { inboxSessionRoute } from './inbox-session-route.ts'
import { projectsRoute } from './projects-route.ts'
import { replayRoutes } from './replay-routes.ts'
import { scrubRulesRoutes } from './scrub-rules-routes.ts'

/** What the documented APIs have no word for, under `/api/casefile/v1`. */
export function casefileApiRoutes(app: App, context: Context): void {
  inboxSessionRoute(app, context)
  projectsRoute(app, context)
  entriesRoute(app, context)
  replayRoutes(app, context)
  scrubRulesRoutes(app, context)
}
