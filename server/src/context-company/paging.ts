import Type, { type TSchema } from 'typebox'

import type { Page } from '../storage/traces/source.ts'
import { count } from './schemas/fields.ts'

/** The parameters of a page. */
export const pageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: 0 }),
}

/** A page of a list, `items` under the name the list goes by. */
export function pageSchema<Items extends { [name: string]: TSchema }>(
  items: Items,
  description: string,
) {
  return Type.Object(
    { ...items, total: count, limit: count, offset: count, has_more: Type.Boolean() },
    { description },
  )
}

/** What a page says beside its items. */
export function pageOf(
  { limit, offset }: Page,
  { total, shown }: { total: number; shown: number },
) {
  return { total, limit, offset, has_more: offset + shown < total }
}
