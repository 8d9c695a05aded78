import { createAccounts } from '../accounts/accounts.ts'
import { createInboxSessions } from '../accounts/inbox-sessions.ts'
import { createPasswords } from '../accounts/passwords.ts'
import type { SetUpToken } from '../accounts/set-up-token.ts'
import { createSignInThrottle } from '../accounts/sign-in-throttle.ts'
import type { CollectorOptions } from '../collector-options.ts'
import { createAccessControl } from '../http/access.ts'
import { createInboxAccess } from '../http/inbox-access.ts'
import { createInboxCookies } from '../http/inbox-cookies.ts'
import { createAccessTokens } from '../keys/access-tokens.ts'
import { createKeyUses } from '../keys/key-uses.ts'
import { createKeyring } from '../keys/keyring.ts'
import { createRequestLimits } from '../limits/request-limits.ts'
import type { Tools } from './tools.ts'

/** Who may ask what, and how often. */
export function assembleAccess(
  { stores: { meta }, now, logError }: Tools,
  { basePath, allowances }: CollectorOptions,
  setUpToken: SetUpToken,
) {
  const cookies = createInboxCookies(basePath)
  const inboxSessions = createInboxSessions({ meta, now, logError })
  const inboxAccess = createInboxAccess({ meta, cookies, sessions: inboxSessions })
  const accounts = createAccounts({
    meta,
    passwords: createPasswords(),
    sessions: inboxSessions,
    throttle: createSignInThrottle({ now }),
    setUpToken,
    now,
  })
  const keyring = createKeyring({ meta, now })
  const accessTokens = createAccessTokens({ meta, now })
  const keyUses = createKeyUses({ meta, now, logError })
  const limits = createRequestLimits({ allowances, now })
  const access = createAccessControl({ keyring, accessTokens, keyUses, inboxAccess, limits, now })

  return {
    context: { access, accessTokens, accounts, cookies, inboxAccess, inboxSessions },
    stop: keyUses.stop,
  }
}
