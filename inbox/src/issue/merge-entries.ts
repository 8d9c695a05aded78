import type { SessionEntry } from '../api-types.ts'

/**
 * The entries of the session with those that the issue has kept: retention removes a session's
 * entries by day, an issue's stay. Both lists are in order; so is what comes out.
 */
export function mergeEntries(
  session: readonly SessionEntry[],
  kept: readonly SessionEntry[],
): SessionEntry[] {
  const known = new Set(session.map(({ entryId }) => entryId))
  const gone = kept.filter(({ entryId }) => !known.has(entryId))
  if (gone.length === 0) return [...session]
  return [...gone, ...session].sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp))
}
