/**
 * A time of the performance timeline as epoch milliseconds. Not `timeOrigin` plus it: that clock
 * stands still while the device sleeps.
 */
export function epochTime(time: number): number {
  return Math.round(Date.now() - performance.now() + time)
}
