import Type from 'typebox'

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

/** The refusals every route with a key may answer. */
export const refusals = {
  400: reference(ErrorSchema),
  401: reference(ErrorSchema),
  403: reference(ErrorSchema),
  404: reference(ErrorSchema),
  413: reference(ErrorSchema),
  415: reference(ErrorSchema),
  429: reference(ErrorSchema),
  500: reference(ErrorSchema),
  503: reference(ErrorSchema),
}
