import { invalid, ID_COMPLAINT } from '../invalid.ts'
import { idOf, objectOf, textOf, type Fields } from '../read-values.ts'
import { timeOf } from '../read-time.ts'

const MOST_SPANS = 10_000

export interface MastraSpan {
  id: string
  parentId: string | undefined
  name: string
  type: string
  startTime: number
  endTime: number | undefined
  isRoot: boolean
  input: unknown
  output: unknown
  attributes: Fields
  metadata: Fields
  error: string | undefined
}

export function readSpans(spans: unknown): MastraSpan[] {
  if (!Array.isArray(spans) || spans.length < 1 || spans.length > MOST_SPANS) {
    throw invalid('spans', `must be a list of 1 to ${MOST_SPANS} spans`)
  }
  return spans.map((value, index) => {
    const place = `spans[${index}]`
    const span = objectOf(value)
    if (!span) throw invalid(place, 'must be an object')
    const id = idOf(span.id)
    const startTime = timeOf(span.startTime)
    if (id === undefined) throw invalid(`${place}.id`, ID_COMPLAINT)
    if (startTime === undefined) throw invalid(`${place}.startTime`, 'must be an ISO 8601 time')

    const endTime = timeOf(span.endTime)
    const parentId = idOf(span.parentSpanId)
    const error = objectOf(span.errorInfo)
    return {
      id,
      parentId,
      name: textOf(span.name)?.slice(0, 255) ?? 'unnamed',
      type: textOf(span.type)?.slice(0, 255) ?? 'generic',
      startTime,
      endTime: span.isEvent === true ? startTime : endTime,
      isRoot: span.isRootSpan === true || parentId === undefined,
      input: span.input,
      output: span.output,
      attributes: objectOf(span.attributes) ?? {},
      metadata: objectOf(span.metadata) ?? {},
      error: error && (textOf(error.message) ?? 'The span failed'),
    }
  })
}
