import type { SpanPart } from '../storage/traces/span-parts.ts'
import type { Fields } from './read-values.ts'

/** One framework's way in. */
export interface Format {
  path: string
  summary: string
  /** What the body is, for a person. */
  description: string
  /** Throws a refusal that names the field. */
  map: (body: Fields) => SpanPart[]
}
