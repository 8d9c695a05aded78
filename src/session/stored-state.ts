const STORAGE_KEY = 'casefile:visit'

/** The visit as sessionStorage keeps it. */
export interface StoredState {
  sessionId: string
  tabId: string
  nextSeq: number
  lastActiveAt: number
  open: boolean
  released: boolean
  facts: { [key: string]: unknown }
}

/** `undefined` where there is no storage, and for a record that is not ours. */
export function readState(): StoredState | undefined {
  try {
    const state: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null')
    return isState(state) ? state : undefined
  } catch {
    return undefined
  }
}

/** Where storage is refused or full, the visit lasts as long as the page. */
export function writeState(state: StoredState): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(state))
  } catch {
    // See above.
  }
}

export function forgetState(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY)
  } catch {
    // There is nothing to forget.
  }
}

function isState(value: unknown): value is StoredState {
  if (typeof value !== 'object' || value === null) return false
  const { sessionId, tabId, nextSeq, lastActiveAt, facts } = value as Partial<StoredState>
  return (
    typeof sessionId === 'string' &&
    typeof tabId === 'string' &&
    typeof nextSeq === 'number' &&
    typeof lastActiveAt === 'number' &&
    typeof facts === 'object' &&
    facts !== null
  )
}
