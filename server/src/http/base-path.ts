import type { IncomingMessage } from 'node:http'

declare module 'fastify' {
  interface FastifyInstance {
    /** Where a proxy has put the collector: `''` or e.g. `/casefile`. */
    basePath: string
  }
}

/**
 * Lets every route be asked for below a prefix, `''` or e.g. `/casefile`, as well as without it: a
 * proxy may take the prefix away or leave it.
 */
export function withoutBasePath(basePath: string): (request: IncomingMessage) => string {
  return ({ url = '/' }) => {
    if (basePath === '' || !url.startsWith(basePath)) return url
    const rest = url.slice(basePath.length)
    if (rest.startsWith('/')) return rest
    return rest === '' || rest.startsWith('?') ? `/${rest}` : url
  }
}
