/** What the erasure of a person asks and does. */
export interface ErasureStore {
  /** Sessions that reported an issue as this user, of one project or of all. */
  sessionsOfUser(userId: string, projectId?: string): Promise<string[]>
  /** Sessions with this id, ours or the client's. */
  sessionsNamed(id: string, projectId?: string): Promise<string[]>
  /** What belongs to a session beside its entries. */
  sessionTraces(sessionId: string): Promise<{ issues: number; blobs: string[] }>
  /** Removes sessions with all their rows for good, also from what is free in the file. */
  erase(sessionIds: readonly string[]): Promise<void>
  /** Removes for good what an erasure under way says of whom it erases; its last step. */
  forgetErasure(): Promise<void>
}
