const INDENT = '  '

/**
 * JSON on many lines, indented. Only white space changes: a number with more digits than JavaScript
 * knows, a key that comes twice or an escape stays as it was sent. What is no JSON, or is no object
 * and no list, stays whole.
 */
export function prettyJson(text: string): string {
  if (!isStructure(text)) return text

  let written = ''
  let before = ''
  let depth = 0
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '}' || token === ']') {
      depth -= 1
      // An empty list stays on its line.
      written += isOpening(before) ? token : newLine(depth) + token
    } else {
      if (isOpening(before) || before === ',') written += newLine(depth)
      if (isOpening(token)) depth += 1
      written += before === ':' ? ` ${token}` : token
    }
    before = token
  }
  return written
}

/** A string, a mark of structure, or a word or number. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

function isStructure(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isOpening(token: string): boolean {
  return token === '{' || token === '['
}

function newLine(depth: number): string {
  return `\n${INDENT.repeat(depth)}`
}
