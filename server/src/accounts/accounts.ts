import type { MetaStore } from '../storage/meta-store.ts'
import { CredentialsError, normalEmail, readCredentials } from './credentials.ts'
import type { InboxSessions, SignedIn } from './inbox-sessions.ts'
import type { Passwords } from './passwords.ts'
import type { SetUpToken } from './set-up-token.ts'
import type { Attempt, SignInThrottle } from './sign-in-throttle.ts'

/**
 * - `done`: the browser is signed in with this token
 * - `wait`: too many attempts; seconds until the next
 * - `wrong`: e-mail, password or set-up token are not right; which one is not told
 * - `taken`: there is an owner already
 */
export type SignInResult =
  { step: 'done'; token: string } | { step: 'wait'; seconds: number } | { step: 'wrong' | 'taken' }

interface Credentials {
  email: string
  password: string
}

export interface Accounts {
  signIn(credentials: Credentials, from: Omit<Attempt, 'email'>): Promise<SignInResult>
  /** Makes the owner and signs them in. Throws `CredentialsError`. */
  setUp(token: string, credentials: Credentials): Promise<SignInResult>
  /** Signs the account out everywhere but here. Throws `CredentialsError`. */
  changePassword(
    signedIn: SignedIn,
    change: { from: Omit<Attempt, 'email'>; current: string; next: string },
  ): Promise<Exclude<SignInResult, { step: 'done' }> | { step: 'changed' }>
}

export interface AccountsOptions {
  meta: MetaStore
  passwords: Passwords
  sessions: InboxSessions
  throttle: SignInThrottle
  setUpToken: SetUpToken
  now: () => number
}

/** What people do with their accounts, whoever asks for it. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { meta, passwords, sessions, throttle, setUpToken, now } = options

  const check = async (attempt: Attempt, password: string) => {
    const seconds = throttle.take(attempt)
    if (seconds > 0) return { step: 'wait', seconds } as const

    const account = await meta.accountByEmail(attempt.email)
    const matches = await passwords.matches(password, account?.passwordHash)
    if (!account || !matches) return { step: 'wrong' } as const
    throttle.succeeded(attempt)
    return { step: 'right', account } as const
  }

  return {
    async signIn({ email, password }, from) {
      const checked = await check({ ...from, email: normalEmail(email) }, password)
      if (checked.step !== 'right') return checked
      return { step: 'done', token: await sessions.open(checked.account.accountId) }
    },

    async setUp(token, credentials) {
      if (!setUpToken.isRight(token)) return { step: 'wrong' }
      if (await meta.hasAccounts()) return { step: 'taken' }

      const { email, password } = readCredentials(credentials)
      const passwordHash = await passwords.hash(password)
      const owner = await meta.createFirstOwner({ email, passwordHash, time: now() })
      if (!owner) return { step: 'taken' }
      return { step: 'done', token: await sessions.open(owner.accountId) }
    },

    async changePassword({ account, tokenHash }, { from, current, next }) {
      const { email } = account
      const checked = await check({ ...from, email }, current)
      if (checked.step !== 'right') return checked
      if (current === next) throw new CredentialsError('The new password is the old one.')

      const { password } = readCredentials({ email, password: next })
      await meta.setPassword(account.accountId, {
        passwordHash: await passwords.hash(password),
        time: now(),
        keep: tokenHash,
      })
      return { step: 'changed' }
    },
  }
}
