import Type from 'typebox'

import { refusalsAs } from '../../schemas/error.ts'

export const SessionTracesErrorSchema = {
  ...Type.Object(
    {
      success: Type.Literal(false),
      error: Type.Object({
        code: Type.String({ description: 'Stays the same, e.g. `NOT_FOUND`.' }),
        message: Type.String({ description: 'What went wrong, for a person.' }),
      }),
    },
    { description: 'What every refusal of the session-traces API looks like.' },
  ),
  $id: 'SessionTracesError',
}

export const sessionTracesRefusals = refusalsAs(SessionTracesErrorSchema)
