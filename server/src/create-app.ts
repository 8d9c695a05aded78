import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { LogController } from 'fastify'

import { agentIngestRoutes } from './agent-ingest/routes.ts'
import { casefileApiRoutes } from './casefile-api/routes.ts'
import { contextCompanyRoutes } from './context-company/routes.ts'
import type { Context } from './context.ts'
import { describeAccess } from './describe-access.ts'
import { answerErrors, earlyErrors } from './http/answer-errors.ts'
import type { App } from './http/app.ts'
import { closeConnectionsWhenDone } from './http/close-connections.ts'
import { withoutBasePath } from './http/base-path.ts'
import { forgetBodies } from './http/forget-bodies.ts'
import { ignoreExpectations } from './http/ignore-expectations.ts'
import { acceptJson } from './http/json-body.ts'
import { limitConnections, timeouts } from './http/slow-clients.ts'
import { answerRequestId, requestIdOf } from './http/request-id.ts'
import { setSecurityHeaders } from './http/security-headers.ts'
import { trustProxyOption, type TrustedProxies } from './http/trust-proxy.ts'
import { validationError } from './http/validation-message.ts'
import { schemaController } from './http/validators.ts'
import { refuseWhenFull } from './limits/refuse-when-full.ts'
import { logRequests } from './log/log-requests.ts'
import type { Logger } from './log/logger.ts'
import { kontextRoutes } from './kontext/routes.ts'
import { metricsRoute } from './metrics/metrics-route.ts'
import { mcpRoute } from './mcp/mcp-route.ts'
import type { Metrics } from './metrics/metrics.ts'
import { openApiOptions } from './openapi.ts'
import { registerSchemas } from './schemas/register-schemas.ts'
import { serviceRoutes } from './service-routes.ts'
import { sessionTracesRoutes } from './session-traces/routes.ts'
import { countRequests } from './outcomes/request-outcome.ts'
import { routeOfCutAddress } from './static/cut-address.ts'
import { inboxRoutes } from './static/inbox-routes.ts'
import type { StaticFolders } from './static/packages.ts'
import { sdkRoutes } from './static/sdk-routes.ts'
import { userContextRoutes } from './user-context/routes.ts'

export interface AppOptions {
  context: Context
  folders: StaticFolders
  version: string
  /** Where a proxy has put the collector: `''` or e.g. `/casefile`. */
  basePath: string
  trustProxy: TrustedProxies
  /** The origin that browsers know the collector by, when the operator has said it. */
  publicUrl: string | undefined
  logger: Logger
  metrics: Metrics
  /** Lets other machines ask for the metrics. */
  metricsToken: string | undefined
}

/** The whole HTTP side of a collector: every route over the given stores. */
export async function createApp(options: AppOptions): Promise<App> {
  const {
    context,
    folders,
    version,
    basePath,
    trustProxy,
    publicUrl,
    logger,
    metrics,
    metricsToken,
  } = options
  const isBehindProxy = trustProxy !== undefined || basePath !== '' || publicUrl !== undefined
  const urlWithin = withoutBasePath(basePath)
  const app: App = fastify({
    ...earlyErrors(logger),
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    schemaController,
    schemaErrorFormatter: validationError,
    ...timeouts,
    trustProxy: trustProxyOption(trustProxy),
    rewriteUrl: (request) => routeOfCutAddress(urlWithin(request)),
    routerOptions: { maxParamLength: 300 },
  }).withTypeProvider<TypeBoxTypeProvider>()

  answerErrors(app, logger)
  ignoreExpectations(app)
  acceptJson(app)
  limitConnections(app.server, { isBehindProxy })
  app.decorateRequest('access', null)
  app.decorate('basePath', basePath)
  app.decorate('isBehindProxy', isBehindProxy)
  app.decorate('publicUrl', publicUrl)
  app.addHook('onRequest', setSecurityHeaders)
  app.addHook('onRequest', answerRequestId)
  logRequests(app, logger)
  metrics.countRequests(app)
  closeConnectionsWhenDone(app)
  countRequests(app, context.outcomes)
  forgetBodies(app)
  refuseWhenFull(app, context.disk)
  registerSchemas(app)
  describeAccess(app)
  await app.register(swagger, openApiOptions(version, basePath))
  await app.register(fastifyStatic, { root: folders.inbox, serve: false, cacheControl: false })

  // In a plugin of their own, because the OpenAPI document lists what is added after it is ready.
  await app.register(async (routes: App) => {
    serviceRoutes(routes, { version, folders, basePath })
    metricsRoute(routes, { metrics, token: metricsToken })
    userContextRoutes(routes, context)
    agentIngestRoutes(routes, context, logger)
    casefileApiRoutes(routes, context)
    mcpRoute(routes, context)
    await contextCompanyRoutes(routes, context, logger)
    await sessionTracesRoutes(routes, context, logger)
    await kontextRoutes(routes, context, logger)
    sdkRoutes(routes, folders)
    inboxRoutes(routes, folders, basePath)
  })
  return app
}
