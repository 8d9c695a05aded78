import Type from 'typebox'

import { reference } from './reference.ts'

export const ReplayEventsSchema = {
  ...Type.Object({
    events: Type.Array(
      Type.Unsafe<{ type: number; timestamp: number }>({
        type: 'object',
        required: ['type', 'timestamp'],
        properties: { type: { type: 'integer' }, timestamp: { type: 'number' } },
        additionalProperties: true,
      }),
      { minItems: 1, description: 'rrweb events as the recorder emitted them.' },
    ),
  }),
  $id: 'ReplayEvents',
}

export const ReplayChunkSchema = {
  ...Type.Object({
    chunkId: Type.String({ format: 'uuid' }),
    firstTime: Type.Integer({ description: 'Epoch milliseconds, the page’s clock.' }),
    lastTime: Type.Integer(),
    eventCount: Type.Integer(),
    bytes: Type.Integer({ description: 'Size as stored, compressed.' }),
  }),
  $id: 'ReplayChunk',
}

export const ReplayChunkListSchema = {
  ...Type.Object({ chunks: Type.Array(reference(ReplayChunkSchema)) }),
  $id: 'ReplayChunkList',
}
