import type { Question, Vocabulary } from './question.ts'
import { aboutWords } from './about-words.ts'
import { readTimeWords } from './read-time-words.ts'

const TWO_WEEKS = 14 * 24 * 60 * 60_000
const DEFAULT_LIMIT = 5
const MOST_LISTED = 20

/** Reads a question in English by rules: no network, and the same reading every time. */
export function readQuestion(
  query: string,
  { now, vocabulary }: { now: number; vocabulary: Vocabulary },
): Question {
  const words = query.toLowerCase()
  const time = readTimeWords(query, now) ?? { from: now - TWO_WEEKS, to: now }
  const names = readNames(query, vocabulary)
  const subject = aboutWords(words)
  // Who names an agent or a user and says no more wants to know how they do.
  const isNamed = subject.about === 'unclear' && Object.keys(names).length > 0

  return {
    limit: readLimit(words),
    ...time,
    ...subject,
    ...(isNamed && { about: 'overview' }),
    ...names,
  }
}

function readLimit(words: string): number {
  const count = Number(
    /\b(?:top|first|last|latest|slowest|worst|show|list)\s+(\d{1,3})\b/.exec(words)?.[1],
  )
  return count >= 1 ? Math.min(count, MOST_LISTED) : DEFAULT_LIMIT
}

/** `agent support-bot`, `user "user 12"`, and names that are known without being introduced. */
function readNames(query: string, { agents, tools, models }: Vocabulary): Partial<Question> {
  const introduced = (word: string) => introducedName(query, word)
  const known = (names: readonly string[]) => names.find((name) => mentions(query, name))
  const names = {
    agent: introduced('agent') ?? known(agents),
    userId: introduced('user'),
    orgId: introduced('(?:org|organization|organisation|customer|company)'),
    tool: introduced('tool') ?? known(tools),
    model: introduced('model') ?? known(models),
    text: /\b(?:about|mentioning|containing)\s+["“']([^"”']{2,200})["”']/i.exec(query)?.[1],
  }
  return Object.fromEntries(Object.entries(names).filter(([, name]) => name !== undefined))
}

/** A name says that it is one: by quotation marks, a digit, or a mark between its letters. */
function introducedName(query: string, word: string): string | undefined {
  const found = new RegExp(
    `\\b${word}\\s+(?:"([^"]{1,200})"|“([^”]{1,200})”|([\\w.@:/-]{1,200}))`,
    'i',
  ).exec(query)
  const quoted = found?.[1] ?? found?.[2]
  if (quoted !== undefined) return quoted
  const bare = found?.[3]?.replace(/[.?!,:]+$/, '')
  return bare !== undefined && /[\d_@./-]/.test(bare) ? bare : undefined
}

function mentions(query: string, name: string): boolean {
  if (name.length < 2) return false
  const at = query.toLowerCase().indexOf(name.toLowerCase())
  if (at < 0) return false
  const around = `${query[at - 1] ?? ' '}${query[at + name.length] ?? ' '}`
  return !/[\p{L}\p{N}_]/u.test(around)
}
