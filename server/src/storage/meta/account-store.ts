/** What an account may do. There is one owner for now; a team's other roles come beside it. */
export type AccountRole = 'owner'

export interface Account {
  accountId: string
  /** In lower case; an account is found by it. */
  email: string
  role: AccountRole
  /** As `passwords.ts` writes it, with its parameters. */
  passwordHash: string
  createdAt: number
  passwordChangedAt: number
}

/** Somebody's browser that is signed in; of its token only the SHA-256 is stored. */
export interface AccountSession {
  tokenHash: Uint8Array
  accountId: string
  createdAt: number
  lastSeenAt: number
}

interface NewOwner {
  email: string
  passwordHash: string
  time: number
}

/** The people who use the inbox. */
export interface AccountStore {
  hasAccounts(): Promise<boolean>
  account(accountId: string): Promise<Account | undefined>
  accountByEmail(email: string): Promise<Account | undefined>
  /** The owner, or `undefined` when there is an account already; of several at once one succeeds. */
  createFirstOwner(owner: NewOwner): Promise<Account | undefined>
  /** Makes the owner, or gives them this e-mail and password and signs them out everywhere. */
  putOwner(owner: NewOwner): Promise<{ account: Account; created: boolean }>
  /** Also ends every session of the account but the one that is kept. */
  setPassword(
    accountId: string,
    change: { passwordHash: string; time: number; keep?: Uint8Array },
  ): Promise<void>

  /** Also forgets the sessions, of anyone, that were made or last seen before these times. */
  openAccountSession(
    session: AccountSession,
    forget: { createdBefore: number; lastSeenBefore: number },
  ): Promise<void>
  accountSession(tokenHash: Uint8Array): Promise<AccountSession | undefined>
  touchAccountSession(tokenHash: Uint8Array, lastSeenAt: number): Promise<void>
  closeAccountSession(tokenHash: Uint8Array): Promise<void>
  closeAccountSessions(accountId: string): Promise<void>
}
