import { objectOf, parsedJson, type Fields } from '../read-values.ts'
import type { OtlpSpan } from './otlp-span.ts'

/** Before the keys that a program gave itself; what a later one says counts. */
const PREFIXES = [
  'metadata.',
  'langsmith.metadata.',
  'traceloop.association.properties.',
  'ai.settings.context.',
  'ai.telemetry.metadata.',
]
const RESERVED = 'tcc.'

/** What a program told of a run through the attributes of a span, each under its own name. */
export function toldMetadata({ attributes }: OtlpSpan): Fields {
  const told: Fields = { ...objectOf(parsedJson(attributes.metadata)) }
  for (const prefix of PREFIXES) {
    for (const key in attributes) {
      if (key.startsWith(prefix)) told[key.slice(prefix.length)] = attributes[key]
    }
  }
  for (const key in attributes) if (key.startsWith(RESERVED)) told[key] = attributes[key]
  return told
}

/** Whether an attribute only carries metadata, which are kept as such. */
export function isMetadata(key: string): boolean {
  return (
    key === 'metadata' || key.startsWith(RESERVED) || PREFIXES.some((each) => key.startsWith(each))
  )
}
