import { randomUUID } from 'node:crypto'
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'

import type { KeyKind, KeyScope } from '../keys/key-kinds.ts'
import { isAccessToken, type AccessTokens } from '../keys/access-tokens.ts'
import { keyState } from '../keys/key-state.ts'
import type { KeyUses } from '../keys/key-uses.ts'
import type { Keyring } from '../keys/keyring.ts'
import { isAllowedOrigin } from '../keys/read-origin.ts'
import type { RequestLimits } from '../limits/request-limits.ts'
import type { StoredKey } from '../storage/meta/key-store.ts'
import type { InboxAccess, InboxUser } from './inbox-access.ts'
import { ApiError } from './api-error.ts'
import { ended, foreignOrigin, forbidden, unknownKey } from './key-refusals.ts'
import { presentedKey } from './presented-key.ts'

/** On whose behalf a request is answered: a key's project, or somebody in the inbox. */
export type Access =
  | { by: 'key'; keyId: string; kind: KeyKind; projectId: string; scope: KeyScope | null }
  | ({ by: 'inbox' } & InboxUser)

/** `mcp` is a read key by way of our own tools, which read more than the routes let it. */
export type Allowed = KeyKind | 'inbox' | 'mcp'

declare module 'fastify' {
  interface FastifyRequest {
    access: Access | null
  }
  interface FastifyContextConfig {
    /** Tokens that were made of a key do here what it does; see `keys/access-tokens.ts`. */
    takesAccessTokens?: true
  }
}

export interface AccessControl {
  /** The key that is presented in another way than by a header. Refuses, counts and notes as always. */
  identify(request: FastifyRequest, presented: string): Promise<StoredKey>
  /** A hook that lets in only those who are allowed. */
  require(...allowed: Allowed[]): onRequestAsyncHookHandler & { allowed: readonly Allowed[] }
  /** What a tool adds to its requests, so that they are known as `mcp`. Good for this process. */
  toolHeaders: { readonly [name: string]: string }
}

export interface AccessOptions {
  keyring: Keyring
  accessTokens: AccessTokens
  keyUses: KeyUses
  inboxAccess: InboxAccess
  limits: RequestLimits
  now: () => number
}

const TOOL_HEADER = 'x-casefile-tool'

export function createAccessControl(options: AccessOptions): AccessControl {
  const { keyring, accessTokens, keyUses, inboxAccess, limits, now } = options
  const toolToken = randomUUID()

  const findKey = ({ routeOptions: { config } }: FastifyRequest, presented: string) =>
    config.takesAccessTokens && isAccessToken(presented)
      ? accessTokens.find(presented)
      : keyring.find(presented)

  const checkKey = async (request: FastifyRequest, presented: string | undefined) => {
    const key = presented ? await findKey(request, presented) : undefined
    if (key || presented !== undefined) limits.admit(request, key)
    if (!key) throw unknownKey(presented)

    const state = keyState(key, now())
    if (state === 'revoked' || state === 'expired') throw ended(key, state)
    checkOrigin(request, key)
    keyUses.note(key.keyId)
    return key
  }

  return {
    identify: checkKey,
    toolHeaders: { [TOOL_HEADER]: toolToken },
    require: (...allowed) => {
      const check: onRequestAsyncHookHandler = async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const presented = presentedKey(request)
        if (presented === undefined && allowed.includes('inbox')) {
          const user = await inboxAccess.find(request)
          if (user) {
            request.access = { by: 'inbox', ...user }
            return
          }
        }

        const key = await checkKey(request, presented)
        const isTool = key.kind === 'read' && request.headers[TOOL_HEADER] === toolToken
        const mayPass = allowed.includes(key.kind) || (isTool && allowed.includes('mcp'))
        if (!mayPass) throw forbidden(key.kind)
        const { keyId, kind, projectId, scope } = key
        request.access = { by: 'key', keyId, kind, projectId, scope }
      }
      // The OpenAPI document says it too.
      return Object.assign(check, { allowed })
    },
  }
}

/** A hook behind `require`: what users did in production is nothing for a key of scope dev. */
export const productionOnly: onRequestAsyncHookHandler = async ({ access }) => {
  if (access?.by !== 'key' || access.scope !== 'dev') return
  throw new ApiError(
    'FORBIDDEN',
    'This key has scope dev, and this is production data. Use a key with scope prod or both.',
  )
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

/**
 * Keeps pages of other sites from using a key. A browser puts `Origin` on every request that a
 * page can send here, and a page cannot change it; whoever sends none is a program, which could
 * write any, so asking it for one would keep nobody out.
 */
function checkOrigin({ headers: { origin } }: FastifyRequest, { origins }: StoredKey): void {
  if (origins.length === 0 || origin === undefined || isAllowedOrigin(origin, origins)) return
  throw foreignOrigin(origin)
}
