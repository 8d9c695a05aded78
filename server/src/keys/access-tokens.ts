import { createHmac, timingSafeEqual } from 'node:crypto'

import type { MetaStore } from '../storage/meta-store.ts'
import type { StoredKey } from '../storage/meta/key-store.ts'

/** Tokens that stand for a key for a while, so that the key itself need not be handed on. */
export interface AccessTokens {
  issue(key: StoredKey): { token: string; expiresIn: number }
  /** The key that a token was made of, when it is genuine and has not expired. */
  find(token: string): Promise<StoredKey | undefined>
}

/** Seconds. */
const LIFETIME = 3600

const FORM = /^cf_at_([\w-]{1,64})\.(\d{1,12})\.([\w-]{43})$/

export function isAccessToken(presented: string): boolean {
  return presented.startsWith('cf_at_')
}

/**
 * A token names its key and its end, signed with the hash of the key. So none is stored, a restart
 * ends none, and one ends with its key: whoever can read the hashes may write keys anyway.
 */
export function createAccessTokens({
  meta,
  now,
}: {
  meta: Pick<MetaStore, 'key'>
  now: () => number
}): AccessTokens {
  return {
    issue(key) {
      const end = Math.floor(now() / 1000) + LIFETIME
      const claim = `${key.keyId}.${end}`
      return {
        token: `cf_at_${claim}.${sign(claim, key).toString('base64url')}`,
        expiresIn: LIFETIME,
      }
    },
    async find(token) {
      const [, keyId, end, signature] = FORM.exec(token) ?? []
      if (keyId === undefined || end === undefined || signature === undefined) return undefined
      if (Number(end) * 1000 <= now()) return undefined

      const key = await meta.key(keyId)
      if (!key) return undefined
      const given = Buffer.from(signature, 'base64url')
      return timingSafeEqual(given, sign(`${keyId}.${end}`, key)) ? key : undefined
    },
  }
}

function sign(claim: string, { hash }: StoredKey): Buffer {
  return createHmac('sha256', hash).update(`access token ${claim}`).digest()
}
