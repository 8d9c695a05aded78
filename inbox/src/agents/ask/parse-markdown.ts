/** What answers are written with; everything else in them is text. */
export type Block =
  | { type: 'paragraph'; content: Inline[] }
  | { type: 'list'; isOrdered: boolean; items: Inline[][] }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { type: 'code'; text: string }

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'strong'; content: Inline[] }
  | { type: 'emphasis'; content: Inline[] }

/**
 * The few parts of Markdown that the collector's answers use. There are no links, pictures or HTML
 * in it: what a model or a user wrote stays text, whatever it looks like.
 */
export function parseMarkdown(markdown: string): Block[] {
  const blocks: Block[] = []
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n')

  for (let at = 0; at < lines.length;) {
    const take = (belongs: (line: string) => boolean) => {
      const taken: string[] = []
      while (at < lines.length && belongs(lines[at] ?? '')) taken.push(lines[at++] ?? '')
      return taken
    }
    const line = lines[at] ?? ''

    if (line.trim() === '') at += 1
    else if (FENCE.test(line)) {
      const fence = FENCE.exec(line)?.[1] ?? ''
      at += 1
      const text = take((line) => line.trim() !== fence).join('\n')
      at += 1
      blocks.push({ type: 'code', text })
    } else if (isRow(line) && isRule(lines[at + 1])) {
      const [head = '', , ...rows] = take(isRow)
      blocks.push({ type: 'table', head: cellsOf(head), rows: rows.map(cellsOf) })
    } else if (ITEM.test(line)) {
      const isOrdered = ORDERED.test(line)
      const items = take((line) => ITEM.test(line) && ORDERED.test(line) === isOrdered)
      blocks.push({
        type: 'list',
        isOrdered,
        items: items.map((item) => toInline(item.replace(ITEM, ''))),
      })
    } else {
      const text = [line, ...(at++, take(isPlain))].join(' ')
      blocks.push({ type: 'paragraph', content: toInline(text) })
    }
  }
  return blocks
}

const FENCE = /^(`{3,})[a-z]*\s*$/
const ITEM = /^\s*(?:[-*]|\d+[.)]) /
const ORDERED = /^\s*\d/

function isPlain(line: string): boolean {
  return line.trim() !== '' && !FENCE.test(line) && !isRow(line) && !ITEM.test(line)
}

function isRow(line: string): boolean {
  return /^\s*\|.*\|\s*$/.test(line)
}

function isRule(line: string | undefined): boolean {
  return line !== undefined && /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line)
}

/** A bar with a backslash before it belongs to its cell, also in code. */
function cellsOf(row: string): Inline[][] {
  return row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => toInline(cell.trim().replaceAll('\\|', '|')))
}

/** An escaped sign, code between as many backticks, strong, emphasis, and what is none of these. */
const INLINE =
  /\\([!-/:-@[-`{-~])|(?<!`)(`+)(?!`)([^]*?[^`])\2(?!`)|\*\*((?:\\.|[^\\])+?)\*\*|(?<![\p{L}\p{N}_])_((?:\\.|[^\\_])+)_(?![\p{L}\p{N}_])/gu

export function toInline(text: string): Inline[] {
  const found: Inline[] = []
  const addText = (text: string) => {
    const last = found.at(-1)
    if (last?.type === 'text') last.text += text
    else if (text !== '') found.push({ type: 'text', text })
  }

  let end = 0
  for (const match of text.matchAll(INLINE)) {
    const [whole, escaped, , code, strong, emphasis] = match
    addText(text.slice(end, match.index))
    end = match.index + whole.length
    if (escaped !== undefined) addText(escaped)
    else if (code !== undefined) found.push({ type: 'code', text: withoutPadding(code) })
    else if (strong !== undefined) found.push({ type: 'strong', content: toInline(strong) })
    else if (emphasis !== undefined) found.push({ type: 'emphasis', content: toInline(emphasis) })
  }
  addText(text.slice(end))
  return found
}

/** Code that begins or ends with a backtick stands between blanks. */
function withoutPadding(code: string): string {
  return code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '' ? code.slice(1, -1) : code
}
