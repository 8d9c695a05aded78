import type { App } from '../http/app.ts'
import type { Logger } from './logger.ts'

/** Asked every few seconds by machines; of interest only to whoever looks for a fault. */
const PROBES = new Set(['/health', '/metrics'])

/**
 * One line a request. It names the route, not the address, which may hold ids and secrets; the
 * client's address and the path are added at `debug`.
 */
export function logRequests(app: App, logger: Logger): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? null
    const line = {
      requestId: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.keyProject !== null && { projectId: request.keyProject }),
      ...(logger.level === 'debug' && { address: request.ip, path: request.url.split('?', 1)[0] }),
    }
    if (reply.statusCode >= 500) logger.error(line, 'request')
    else if (route !== null && PROBES.has(route)) logger.debug(line, 'request')
    else logger.info(line, 'request')
  })
}
