import { createHash, randomBytes } from 'node:crypto'

import type { Account, AccountSession } from '../storage/meta/account-store.ts'
import type { MetaStore } from '../storage/meta-store.ts'

export interface SignedIn {
  account: Account
  tokenHash: Uint8Array
}

export interface InboxSessions {
  /** Signs a browser in; returns the token for its cookie. */
  open(accountId: string): Promise<string>
  /** Who the token stands for, unless it has ended. */
  find(token: string): Promise<SignedIn | undefined>
  close(token: string): Promise<void>
}

const DAY = 86_400_000
const IDLE_FOR = 30 * DAY

/** However often it is used, a session ends after this many milliseconds. */
export const LASTS_FOR = 90 * DAY

/** That somebody was here is written once in this time. */
const TOUCH_AFTER = 3_600_000

/** The browsers that are signed in. All is in the store, so that several collectors can share it. */
export function createInboxSessions(options: {
  meta: MetaStore
  now: () => number
  logError: (error: unknown) => void
}): InboxSessions {
  const { meta, now, logError } = options

  const hasEnded = ({ createdAt, lastSeenAt }: AccountSession) =>
    now() - createdAt > LASTS_FOR || now() - lastSeenAt > IDLE_FOR

  return {
    async open(accountId) {
      const token = randomBytes(32).toString('base64url')
      const time = now()
      await meta.openAccountSession(
        { tokenHash: hashOf(token), accountId, createdAt: time, lastSeenAt: time },
        { createdBefore: time - LASTS_FOR, lastSeenBefore: time - IDLE_FOR },
      )
      return token
    },
    async find(token) {
      const tokenHash = hashOf(token)
      const session = await meta.accountSession(tokenHash)
      if (!session || hasEnded(session)) return undefined

      const account = await meta.account(session.accountId)
      if (!account) return undefined
      if (now() - session.lastSeenAt > TOUCH_AFTER) {
        meta.touchAccountSession(tokenHash, now()).catch(logError)
      }
      return { account, tokenHash }
    },
    close: (token) => meta.closeAccountSession(hashOf(token)),
  }
}

/** Found by digest, a near miss takes as long as any other, and the file holds no token. */
function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest()
}
