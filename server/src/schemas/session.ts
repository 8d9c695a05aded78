import Type from 'typebox'

import { DisabledField } from './disabled.ts'

export const SessionInputSchema = {
  ...Type.Object(
    {
      externalSessionId: Type.String({
        description: 'The client’s own id of the session: 1 to 255 characters after trimming.',
      }),
    },
    { examples: [{ externalSessionId: '5f0c9a7e-2b61-4f0e-9d3a-7c1e8b2f4a60' }] },
  ),
  $id: 'SessionInput',
}

export const SessionSchema = {
  ...Type.Object({
    sessionId: Type.String({ format: 'uuid' }),
    extensions: Type.Array(
      Type.Enum(['idempotency', 'gzip', 'replay', 'metadata', 'disabled', 'runs']),
      {
        description: 'What this server understands beyond the documented API.',
      },
    ),
    disabled: DisabledField,
  }),
  $id: 'Session',
}
