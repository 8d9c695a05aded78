/** What a project's pattern may not be, as a sentence. */
export class PatternError extends Error {
  override readonly name = 'PatternError'
}

const LONGEST_PATTERN = 200

/** An atom, and how often it may come: a class, an escape, or a character that means itself. */
const STEP =
  /(\[\^?(?:\\.|[^\]\\[])+\]|\\[dDwWsS]|\\b|\\[^A-Za-z0-9]|[^\\()[\]{}|*+?^$])(\{\d{1,3}(?:,\d{1,3})?\}|\?)?/uy

/** So many ways a pattern may try at each place of a text: what any text costs stays in proportion. */
const MOST_WAYS = 100
/** A shorter match would be no customer number but half of every text. */
const SHORTEST_MATCH = 3
const LONGEST_REPEAT = 100

/**
 * The pattern as a regular expression, when it is of a kind that takes time in proportion to the
 * text, whatever the text: characters, classes, `\d \w \s \b`, and counts with an upper bound. Throws
 * a `PatternError` that says what to write instead.
 */
export function compilePattern(pattern: string): RegExp {
  if (pattern.length > LONGEST_PATTERN) {
    throw new PatternError(`has more than ${LONGEST_PATTERN} characters`)
  }

  let ways = 1
  let shortest = 0
  for (let at = 0; at < pattern.length; at = STEP.lastIndex) {
    STEP.lastIndex = at
    const step = STEP.exec(pattern)
    if (!step) throw new PatternError(explain(pattern.charAt(at)))
    const [least, most] = step[1] === '\\b' ? [0, 0] : readCount(step[2])
    if (most > LONGEST_REPEAT || least > most) {
      throw new PatternError(`repeats ${step[1]} ${step[2]}; a count goes up to ${LONGEST_REPEAT}`)
    }
    ways *= most - least + 1
    shortest += least
  }

  if (ways > MOST_WAYS) {
    throw new PatternError(
      `leaves ${ways} ways to match; give narrower counts, so that there are at most ${MOST_WAYS}`,
    )
  }
  if (shortest < SHORTEST_MATCH) {
    throw new PatternError(`would match fewer than ${SHORTEST_MATCH} characters`)
  }
  return compile(pattern)
}

function readCount(count = '{1}'): [least: number, most: number] {
  if (count === '?') return [0, 1]
  const [least = '', most = least] = count.slice(1, -1).split(',')
  return [Number(least), Number(most)]
}

function explain(character: string): string {
  switch (character) {
    case '*':
    case '+':
      return `may not hold ${character}, which has no end; give a count such as {1,40}`
    case '(':
    case ')':
    case '|':
      return 'may not hold groups or alternatives; give several patterns'
    default:
      return `may not hold ${character} here; to mean the character itself, write \\${character}`
  }
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u')
  } catch (error) {
    throw new PatternError(`is not valid: ${error instanceof Error ? error.message : ''}`)
  }
}
