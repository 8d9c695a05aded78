import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { exportRoute } from './export-route.ts'
import { issueRoutes } from './issue-routes.ts'
import { logRoute } from './log-route.ts'
import { sessionRoute } from './session-route.ts'

/** The UserContext API: `/v1/sessions`, `/v1/issues` and `/v1/projects/:id/issues`. */
export function userContextRoutes(app: App, context: Context): void {
  sessionRoute(app, context)
  logRoute(app, context)
  issueRoutes(app, context)
  exportRoute(app, context)
}
