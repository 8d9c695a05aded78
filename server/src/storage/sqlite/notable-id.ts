/** Far beyond what a batch may hold. */
const MOST_ENTRIES = 65_536

/** The id of an entry in the index: by batch, then by place, so that it says which entry it is. */
export function notableIdOf(batchId: number, position: number): number {
  return batchId * MOST_ENTRIES + position
}

export function placeOf(notableId: number): { batchId: number; position: number } {
  const position = notableId % MOST_ENTRIES
  return { batchId: (notableId - position) / MOST_ENTRIES, position }
}
