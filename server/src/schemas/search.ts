import Type from 'typebox'

import { NOTABLE_KINDS } from '../storage/read-notable.ts'
import { nullable, reference } from './reference.ts'

export const SearchHitSchema = {
  ...Type.Object({
    entryId: Type.String(),
    sessionId: Type.String({ format: 'uuid' }),
    time: Type.String({ format: 'date-time', description: 'When it happened.' }),
    kind: Type.Enum([...NOTABLE_KINDS]),
    text: Type.String({ description: 'Its first 500 characters.' }),
  }),
  $id: 'SearchHit',
}

export const FoundReportSchema = {
  ...Type.Object({
    issueId: Type.String({ format: 'uuid' }),
    sessionId: Type.String({ format: 'uuid' }),
    userDescription: Type.String(),
    createdAt: Type.String({ format: 'date-time' }),
  }),
  $id: 'FoundReport',
}

export const SearchResultSchema = {
  ...Type.Object({
    reports: Type.Array(reference(FoundReportSchema), {
      description: 'The newest 20 whose description matches; on the first page, without `kind`.',
    }),
    hits: Type.Array(reference(SearchHitSchema), { description: 'Newest arrivals first.' }),
    nextCursor: nullable(Type.String()),
  }),
  $id: 'SearchResult',
}
