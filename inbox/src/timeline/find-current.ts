/** The index of the last row that is not later than `time`; -1 when all are. Rows are in order. */
export function findCurrent(rows: readonly { event: { time: number } }[], time: number): number {
  let low = 0
  let high = rows.length

  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle]?.event.time ?? Infinity) <= time) low = middle + 1
    else high = middle
  }

  return low - 1
}
