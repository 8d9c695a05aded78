/** A moment as the wire has it. A text is believed to be one, and passed on as it is. */
export function toIso(time: Date | number | string): string {
  return typeof time === 'string' ? time : new Date(time).toISOString()
}
