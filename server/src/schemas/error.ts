import Type, { type TSchema } from 'typebox'

import { reference } from './reference.ts'

export const ErrorSchema = {
  ...Type.Object(
    {
      statusCode: Type.Integer({ description: 'The HTTP status again.' }),
      error: Type.String({ description: 'A code that stays the same, e.g. `VALIDATION_ERROR`.' }),
      message: Type.String({ description: 'What went wrong, for a person.' }),
    },
    { description: 'What every refusal looks like.' },
  ),
  $id: 'Error',
}

/** The refusals every route with a key may answer, in the shape that an API gives them. */
export function refusalsAs<Schema extends TSchema & { $id: string }>(shape: Schema) {
  const refusal = (description: string) => reference(shape, description)
  return {
    400: refusal('Something in the request is not as described; the message names it.'),
    401: refusal(
      'No key, or one that is unknown, revoked or expired; or nobody is signed in to the inbox.',
    ),
    403: refusal('A known key or person that may not do this, or not from this page or machine.'),
    404: refusal('There is no such thing in the projects that may be seen.'),
    408: refusal('The request took too long to arrive.'),
    413: refusal('The body, sent or unpacked, is too large; the message names the limit in bytes.'),
    415: refusal('The body is not JSON, or is packed in a way that is not gzip.'),
    429: refusal(
      'Too many requests or attempts; `Retry-After` says in how many seconds to try again.',
    ),
    500: refusal('A fault of the collector; its log has the details under `x-request-id`.'),
    503: refusal(
      'Not now: no room on the disk, too much to write, or a query that took too long. Nothing was stored; `Retry-After`, where present, says in how many seconds to try again.',
    ),
  }
}

export const refusals = refusalsAs(ErrorSchema)

/** The refusal of what can be made only once. */
export const conflict = reference(ErrorSchema, 'It is there already.')
