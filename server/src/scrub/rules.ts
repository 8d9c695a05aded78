import { REDACTED } from 'casefile/protocol'

import type { ScrubRules } from '../storage/meta/scrub-rule-store.ts'
import { compilePattern, PatternError } from './safe-pattern.ts'

export interface CompiledRules {
  fields: ReadonlySet<string>
  /** All patterns as one. */
  pattern: RegExp | undefined
}

/** Throws a `PatternError` that begins with the place of the bad rule. */
export function compileRules({ fields, patterns }: ScrubRules): CompiledRules {
  const sources = patterns.map((pattern, index) => {
    const place = `patterns[${index}]`
    try {
      // Taking out what was put in would never come to an end.
      if (compilePattern(pattern).test(REDACTED)) throw new PatternError(`matches ${REDACTED}`)
      return pattern
    } catch (error) {
      throw error instanceof PatternError ? new PatternError(`${place} ${error.message}`) : error
    }
  })

  return {
    fields: new Set(fields.map((field) => field.toLowerCase())),
    pattern: sources.length > 0 ? new RegExp(sources.join('|'), 'gu') : undefined,
  }
}

export function hasField({ fields }: CompiledRules, field: string): boolean {
  return fields.size > 0 && fields.has(field.toLowerCase())
}
