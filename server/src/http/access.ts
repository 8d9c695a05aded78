import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'

import type { KeyKind } from '../keys/key-kinds.ts'
import { isSameKey, lookupOf } from '../keys/make-key.ts'
import type { MetaStore, StoredKey } from '../storage/meta-store.ts'
import { ApiError } from './api-error.ts'
import type { InboxCookies } from './inbox-cookies.ts'
import { notLocalReason } from './loopback.ts'
import type { RateLimit } from './rate-limit.ts'

/** On whose behalf a request is answered: a key's project, or the inbox on this machine. */
export type Access = { by: 'key'; projectId: string } | { by: 'inbox' }

type Allowed = KeyKind | 'inbox'

declare module 'fastify' {
  interface FastifyRequest {
    access: Access | null
  }
}

export interface AccessControl {
  /** A hook that lets in only those who are allowed. */
  require(...allowed: Allowed[]): onRequestAsyncHookHandler
}

export function createAccessControl({
  meta,
  cookies,
  rateLimit,
}: {
  meta: MetaStore
  cookies: InboxCookies
  rateLimit: RateLimit
}): AccessControl {
  return {
    require: (...allowed) => {
      return async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const presented = request.headers['x-api-key']
        if (presented === undefined && allowed.includes('inbox') && hasCookie(request, cookies)) {
          request.access = { by: 'inbox' }
          return
        }

        const key = await findKey(meta, presented)
        if (!key) throw unauthorized(presented !== undefined)
        // All visitors of a site share its capture key; one of them must not use up the others'.
        const sender = key.kind === 'capture' ? `${key.keyId} ${request.ip}` : key.keyId
        const wait = rateLimit.take(sender)
        if (wait > 0) throw rateLimited(wait)
        if (!allowed.includes(key.kind)) throw forbidden(key.kind)
        request.access = { by: 'key', projectId: key.projectId }
      }
    },
  }
}

/** Who asks; only for routes that have a `require` hook. */
export function accessOf(request: FastifyRequest): Access {
  if (!request.access) throw new Error(`${request.routeOptions.url} does not say who may use it`)
  return request.access
}

/** The project that a key stands for; only for routes that do not let the inbox in. */
export function projectOf(request: FastifyRequest): string {
  const access = accessOf(request)
  if (access.by === 'inbox') throw new Error(`${request.routeOptions.url} needs a key`)
  return access.projectId
}

/** Whether something of this project may be shown: a foreign project's id is no id at all. */
export function maySee(request: FastifyRequest, projectId: string): boolean {
  const access = accessOf(request)
  return access.by === 'inbox' || access.projectId === projectId
}

function hasCookie(request: FastifyRequest, cookies: InboxCookies): boolean {
  if (!cookies.isKnown(request.headers.cookie)) return false
  const reason = notLocalReason(request)
  if (reason) throw inboxLocalOnly(reason)
  return true
}

export function inboxLocalOnly(reason: string): ApiError {
  return new ApiError(
    'INBOX_LOCAL_ONLY',
    `The inbox opens without a key only on the machine the collector runs on, and this request was refused because ${reason}. Open it there, e.g. at http://localhost, or through an SSH tunnel.`,
  )
}

async function findKey(
  meta: MetaStore,
  presented: string | string[] | undefined,
): Promise<StoredKey | undefined> {
  if (typeof presented !== 'string') return undefined
  const candidates = await meta.keysByLookup(lookupOf(presented))
  return candidates.find((key) => isSameKey(presented, key))
}

function unauthorized(presented: boolean): ApiError {
  return new ApiError(
    'UNAUTHORIZED',
    presented ? 'The key in the x-api-key header is not known' : 'The x-api-key header is missing',
  )
}

function rateLimited(seconds: number): ApiError {
  return new ApiError('RATE_LIMITED', `Too many requests with this key; wait ${seconds} s`, {
    'retry-after': String(seconds),
  })
}

function forbidden(kind: KeyKind): ApiError {
  return new ApiError(
    'FORBIDDEN',
    kind === 'capture'
      ? 'A capture key can only send sessions, logs, replays and issues. Reading needs the secret project key.'
      : `This key (kind ${kind}) may not be used here`,
  )
}
