import type { RunDetail } from '../../storage/traces/run-reader.ts'
import { likenessOfWords, wordsOf } from '../text/words.ts'
import type { JudgedRun, Pattern, Sign } from './pattern.ts'
import { findPhrases } from './phrases.ts'

/** What a project defines a pattern of its own by. */
export interface CustomDefinition {
  /** Only runs that called a tool: any of these, or all of them. */
  tools?: { any?: string[]; all?: string[] }
  /** Only runs whose metadata has these values. */
  metadata?: { key: string; equals: string }[]
  /** Where to look. */
  in?: 'prompt' | 'response' | 'either'
  /** It is said in one of these ways. */
  phrases?: string[]
  /** Texts that show the pattern, and texts that only look like it. */
  examples?: { text: string; matches: boolean }[]
}

/** As much like an example as another run of the same kind usually is. */
const LIKE_EXAMPLE = 0.3

/** The pattern that a definition describes. */
export function customPattern(
  about: { slug: string; name: string; description: string },
  definition: CustomDefinition,
): Pattern {
  const phrases = definition.phrases ?? []
  const said = phrases.length > 0 ? findPhrases([[0.9, phrases]]) : () => []
  // Every run is held against all of them; their words are the same each time.
  const examples = (definition.examples ?? []).map(({ text, matches }) => {
    return { words: new Set(wordsOf(text)), matches }
  })

  return {
    ...about,
    conversationalOnly: true,
    signs({ run }: JudgedRun) {
      if (!isMeant(run, definition)) return []
      return textsOf(run, definition.in).flatMap((text) => [
        ...said(text),
        ...likeExamples(text, examples),
      ])
    },
  }
}

function isMeant(run: RunDetail, { tools, metadata = [] }: CustomDefinition): boolean {
  const called = new Set(run.toolCalls.map(({ toolName }) => toolName))
  if (tools?.any && !tools.any.some((name) => called.has(name))) return false
  if (tools?.all && !tools.all.every((name) => called.has(name))) return false
  return metadata.every(({ key, equals }) => String(run.metadata[key] ?? '') === equals)
}

function textsOf(run: RunDetail, where: CustomDefinition['in'] = 'either'): string[] {
  const texts = [where !== 'response' && run.prompt, where !== 'prompt' && run.response]
  return texts.filter((text): text is string => typeof text === 'string')
}

interface Example {
  words: ReadonlySet<string>
  matches: boolean
}

/** The nearest example decides; one that only looks like it takes the text away from the others. */
function likeExamples(text: string, examples: readonly Example[]): Sign[] {
  if (examples.length === 0) return []
  const own = new Set(wordsOf(text))
  const best = { yes: 0, no: 0 }
  for (const { words, matches } of examples) {
    const side = matches ? 'yes' : 'no'
    best[side] = Math.max(best[side], likenessOfWords(words, own))
  }
  if (best.yes < LIKE_EXAMPLE || best.no >= best.yes) return []
  return [{ evidence: text, weight: Math.min(0.95, 0.5 + best.yes / 2) }]
}
