import { ApiError } from '../api-error.ts'
import { OWN, request, toError } from '../request.ts'

export interface Account {
  email: string
}

type State =
  | { status: 'signed-in'; account: Account }
  | { status: 'signed-out' | 'local' }
  | { status: 'no-owner'; reason: string }

const SESSION = `${OWN}/inbox-session`

/** Several requests may wait for it at once; they share one entry. */
let entered: Promise<Account | null> | undefined
let account: Account | null = null
const listeners = new Set<() => void>()

/**
 * Who is signed in, or was until the session ended by itself; null on the collector's own machine
 * while it has no owner.
 */
export function currentAccount(): Account | null {
  return account
}

/** Calls back when the inbox turns out to be closed after it was open. */
export function onClosed(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Resolves once the inbox is open. Asked beforehand: an answer 401 would stand in the console of
 * everyone who opens the inbox. Rejects with `signed-out` or `no-owner`.
 */
export function enterInbox(): Promise<Account | null> {
  entered ??= enter().catch((error: unknown) => {
    entered = undefined
    throw error
  })
  return entered
}

/** Enters again, e.g. because the session has ended or the collector was started anew. */
export async function enterAgain(): Promise<void> {
  entered = undefined
  try {
    await enterInbox()
  } catch (error) {
    for (const listener of listeners) listener()
    throw error
  }
}

/** What the collector thinks of this browser. */
export async function readState(): Promise<State> {
  const response = await request(SESSION, {})
  if (!response.ok) throw await toError(response)
  // The collector is trusted to answer in the documented shape.
  return (await response.json()) as State
}

async function enter(): Promise<Account | null> {
  const state = await readState()
  switch (state.status) {
    case 'signed-in':
      return (account = state.account)
    case 'local':
      await change('POST', '/inbox-session')
      return (account = null)
    case 'signed-out':
      throw new ApiError('signed-out', 'Sign in to see what was reported.')
    case 'no-owner':
      throw new ApiError('no-owner', state.reason)
  }
}

export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  await change('POST', '/inbox-sign-in', credentials)
  entered = undefined
}

export async function setUp(owner: {
  token: string
  email: string
  password: string
}): Promise<void> {
  await change('POST', '/inbox-set-up', owner)
  entered = undefined
}

export async function changePassword(passwords: {
  currentPassword: string
  newPassword: string
}): Promise<void> {
  await change('PUT', '/inbox-password', passwords)
}

/** Ends the session of this browser, or of every one, and shows the sign-in. */
export async function signOut({ everywhere }: { everywhere: boolean }): Promise<void> {
  await change('DELETE', everywhere ? '/inbox-sessions' : '/inbox-session')
  account = null
  // The collector has ended the session; finding that out shows the sign-in.
  await enterAgain().catch(() => {})
}

/** Refused with the seconds to wait. */
export class ThrottledError extends ApiError {
  constructor(
    message: string,
    readonly seconds: number,
  ) {
    super('refused', message)
  }
}

/** A request that changes something; the header tells it from one of another site's page. */
async function change(method: string, path: string, body?: object): Promise<void> {
  const response = await request(OWN + path, {
    method,
    headers: { 'x-casefile-inbox': '1', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (response.ok) return

  const error = await toError(response)
  const seconds = Number(response.headers.get('retry-after'))
  throw response.status === 429 && seconds > 0 ? new ThrottledError(error.message, seconds) : error
}
