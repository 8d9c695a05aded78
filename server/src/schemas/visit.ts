import Type from 'typebox'

import { reference } from './reference.ts'
import { FoundReportSchema } from './search.ts'

/** A session as our own API tells it. */
export const VisitSchema = {
  ...Type.Object({
    sessionId: Type.String({ format: 'uuid' }),
    externalSessionId: Type.String({ description: 'The client’s own id.' }),
    projectId: Type.String({ format: 'uuid' }),
    createdAt: Type.String({ format: 'date-time' }),
    reports: Type.Array(reference(FoundReportSchema), {
      description: 'The newest 20, newest first.',
    }),
    runCount: Type.Integer({
      minimum: 0,
      description: 'Runs of agents whose `session_id` is the client’s own id.',
    }),
  }),
  $id: 'Visit',
}
