import type { FastifyRequest } from 'fastify'

import { ApiError } from './api-error.ts'

/** A page of another origin can set it only after a preflight, which is never granted. */
const HEADER = 'x-casefile-inbox'

/**
 * Keeps other sites' pages from changing anything in the name of somebody who is signed in. Their
 * requests come without the cookie (`SameSite=Strict`); this holds where that does not, e.g. for
 * pages on another port, which are of the same site.
 */
export function refuseForeignPages(request: FastifyRequest): void {
  const { [HEADER]: header, 'sec-fetch-site': site, origin } = request.headers
  const reason =
    header === undefined
      ? `its ${HEADER} header is missing`
      : isOwnPage(request, { site, origin })
        ? undefined
        : 'it came from a page of another origin'
  if (reason) throw new ApiError('FORBIDDEN', `The request was refused because ${reason}`)
}

function isOwnPage(
  { host, server }: FastifyRequest,
  { site, origin }: { site: string | string[] | undefined; origin: string | undefined },
): boolean {
  // The browser's own word; it also holds behind a proxy that changes the host.
  if (site !== undefined) return site === 'same-origin'
  if (origin === undefined) return true
  return origin === server.publicUrl || URL.parse(origin)?.host === host
}
