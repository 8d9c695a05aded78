/** An answer that is not a success but expected; `fields` says what is wrong where. */
export class HttpError extends Error {
  constructor(status, message, fields) {
    super(message)
    this.name = 'HttpError'
    this.status = status
    this.fields = fields
  }
}
