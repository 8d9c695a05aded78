/** The session of the Casefile that runs on this page, if one does. */
export function currentSession(): string | undefined {
  const { Casefile } = globalThis as { Casefile?: { sessionId?(): string } }
  return Casefile?.sessionId?.() || undefined
}
