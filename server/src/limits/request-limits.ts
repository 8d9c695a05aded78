import type { FastifyRequest } from 'fastify'

import { ApiError } from '../http/api-error.ts'
import { noteReason } from '../outcomes/request-outcome.ts'
import type { StoredKey } from '../storage/meta/key-store.ts'
import { addressGroup } from './address-group.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { createRecentSet } from './recent-set.ts'

/** Requests a minute, which may also come all at once. */
export interface RequestAllowances {
  /** Of one client address (IPv6: of one /64), whatever its keys, but for ingest keys. */
  address: number
  /** Of one capture key: all visitors of a site share it. */
  captureKey: number
  /** Of one secret key. */
  secretKey: number
  /** Of one ingest key: servers send with it, many requests from few addresses. */
  ingestKey: number
  /** With keys that do not exist, of one address. */
  unknownKey: number
  /** Spans of runs of agents, with one key. */
  spans: number
}

export const DEFAULT_ALLOWANCES: RequestAllowances = {
  address: 1200,
  captureKey: 60_000,
  secretKey: 600,
  ingestKey: 60_000,
  unknownKey: 300,
  spans: 120_000,
}

/**
 * While this many times the allowance lasts, a refused batch of entries is still read, so that it
 * can be counted what was refused.
 */
const COUNTED_BEYOND = 4

/** Addresses whose keys were right lately; see `admit`. */
const REMEMBERED_SENDERS = 10_000

/** A request beyond its allowance that is let in only to be counted. */
export interface OverLimit {
  reason: 'rate-address' | 'rate-key'
  refusal: ApiError
}

declare module 'fastify' {
  interface FastifyRequest {
    overLimit: OverLimit | null
  }
  interface FastifyContextConfig {
    /** The route looks at `request.overLimit`, counts what it was sent, and refuses it then. */
    countsOverLimit?: true
  }
}

type LimitedKey = Pick<StoredKey, 'keyId' | 'kind' | 'projectId'>

export interface RequestLimits {
  /**
   * Takes a request from the allowances of its address and its key; `undefined` is a key that does
   * not exist. Throws when there is nothing left.
   */
  admit(request: FastifyRequest, key: LimitedKey | undefined): void
}

export function createRequestLimits({
  allowances,
  now,
}: {
  allowances: RequestAllowances
  now: () => number
}): RequestLimits {
  const limiter = (perMinute: number) => createRateLimiter({ perMinute, now })
  const counted = (perMinute: number) => limiter(perMinute * COUNTED_BEYOND)
  const { address, captureKey, secretKey, ingestKey, unknownKey } = allowances

  const guesses = limiter(unknownKey)
  const knownSenders = createRecentSet(REMEMBERED_SENDERS)
  const addresses = { allowed: limiter(address), counted: counted(address) }
  const captureKeys = { allowed: limiter(captureKey), counted: counted(captureKey) }
  const secretKeys = { allowed: limiter(secretKey), counted: counted(secretKey) }
  const ingestKeys = { allowed: limiter(ingestKey), counted: counted(ingestKey) }
  const keysOf = { capture: captureKeys, project: secretKeys, read: secretKeys, ingest: ingestKeys }

  const refuse = (
    request: FastifyRequest,
    { reason, wait, counts }: { reason: OverLimit['reason']; wait: number; counts: boolean },
  ) => {
    noteReason(request, reason)
    const refusal = rateLimited(MESSAGES[reason], wait)
    if (!counts) throw refusal
    request.overLimit = { reason, refusal }
  }

  return {
    admit(request, key) {
      const group = addressGroup(request.ip)
      if (!key) {
        const wait = guesses.take(group)
        if (wait === 0) return
        noteReason(request, 'rate-unknown-key')
        throw rateLimited('Too many requests with unknown keys from this address', wait)
      }

      request.keyProject = key.projectId
      // Whoever has guessed too often is not told of a hit either, but an office behind one
      // address, where one page has an old key, keeps sending with the keys that worked before.
      const sender = `${group} ${key.keyId}`
      const guessed = guesses.wait(group)
      if (guessed > 0 && !knownSenders.has(sender)) {
        noteReason(request, 'rate-unknown-key')
        throw rateLimited('Too many requests with unknown keys from this address', guessed)
      }
      knownSenders.add(sender)

      const counts = request.routeOptions.config.countsOverLimit === true
      const addressWait = key.kind === 'ingest' ? 0 : addresses.allowed.take(group)
      if (addressWait > 0) {
        const counted = counts && addresses.counted.take(group) === 0
        refuse(request, { reason: 'rate-address', wait: addressWait, counts: counted })
        return
      }

      const keys = keysOf[key.kind]
      const keyWait = keys.allowed.take(key.keyId)
      if (keyWait === 0) return
      const counted = counts && keys.counted.take(key.keyId) === 0
      refuse(request, { reason: 'rate-key', wait: keyWait, counts: counted })
    },
  }
}

const MESSAGES: { [reason in OverLimit['reason']]: string } = {
  'rate-address': 'Too many requests from this address',
  'rate-key': 'Too many requests with this key',
}

export function rateLimited(message: string, seconds: number): ApiError {
  return new ApiError('RATE_LIMITED', `${message}; wait ${seconds} s`, {
    'retry-after': String(seconds),
  })
}
