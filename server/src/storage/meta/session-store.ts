export interface Session {
  sessionId: string
  projectId: string
  externalId: string
  createdAt: number
}

/** How much a session holds: entries, and their bytes as JSON. */
export interface SessionUsage {
  entries: number
  bytes: number
}

/** Visits, by our id and by that of the client. */
export interface SessionStore {
  /** Creates the session or finds it; of several at once exactly one is `created`. */
  openSession(session: {
    projectId: string
    externalId: string
    createdAt: number
  }): Promise<{ session: Session; created: boolean }>
  session(sessionId: string): Promise<Session | undefined>
  sessionByExternalId(projectId: string, externalId: string): Promise<Session | undefined>

  sessionUsage(sessionId: string): Promise<SessionUsage>
  /** Adds to what sessions hold; one that is gone is left out. */
  addSessionUsage(changes: readonly (SessionUsage & { sessionId: string })[]): Promise<void>
}
