import { HttpError } from './http-error.mjs'

const MAX_BODY_BYTES = 64 * 1024

/** The request's JSON body as a plain object. */
export async function readBody(request) {
  const parts = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > MAX_BODY_BYTES) throw new HttpError(413, 'That is more than we can take at once.')
    parts.push(part)
  }
  return parseObject(Buffer.concat(parts).toString('utf8'))
}

function parseObject(text) {
  try {
    const value = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Answered below, like any other body that is no object.
  }
  throw new HttpError(400, 'The request is not readable.')
}
