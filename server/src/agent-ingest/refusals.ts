import Type from 'typebox'

import { refusalsAs } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'

export const IngestErrorSchema = {
  ...Type.Object(
    { error: Type.String({ description: 'What went wrong, for a person.' }) },
    { description: 'What every refusal of a route for agent runs looks like.' },
  ),
  $id: 'IngestError',
}

export const ingestRefusals = refusalsAs(IngestErrorSchema)

export const runConflict = {
  409: reference(IngestErrorSchema, 'A page may not add to this run: a server sent it, or nobody.'),
}
