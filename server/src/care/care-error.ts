/** A command of care cannot do its work; the message says why and what to do. */
export class CareError extends Error {
  override readonly name = 'CareError'
}
