// What is worth how much where there is no room for all. Numbers, because words would be in the build.
export const PLAIN = 0
/** What happened shortly before an error. */
export const CONTEXT = 1
export const WARNING = 2
export const ERROR = 3
/** Held back, and what a person who reported now would speak of. */
export const LAST_MINUTE = 4
/** May have been sent already: counted as lost, it would be counted in vain. */
export const ON_ITS_WAY = 5

/** What is kept or dropped as one: an entry, or a whole batch that is on its way. */
export interface Piece {
  bytes: number
  worth: number
  /** When it happened, epoch milliseconds. */
  time: number
}

/** What has to go to free that many bytes: the least worth first, and the oldest of equal worth. */
export function chooseDropped<P extends Piece>(pieces: readonly P[], excessBytes: number): Set<P> {
  const dropped = new Set<P>()
  let left = excessBytes
  for (const piece of [...pieces].sort((a, b) => a.worth - b.worth || a.time - b.time)) {
    if (left <= 0) break
    dropped.add(piece)
    left -= piece.bytes
  }
  return dropped
}
