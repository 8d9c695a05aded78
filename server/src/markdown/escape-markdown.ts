/** Turn the direction of writing around or stand invisibly in a word; nothing a report needs. */
const DECEIVING = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g

/**
 * Text that a stranger wrote as one line of Markdown that says exactly that text: no heading, no
 * link, no mention of a person, no HTML, whichever tracker renders it.
 */
export function escapeMarkdown(text: string, most = 1000): string {
  const line = text
    .replace(DECEIVING, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()

  return (
    cut(line, most)
      .replace(/[\\`*_{}[\]<>#|~&@$]/g, '\\$&')
      // Bare addresses become links by themselves; a backslash inside them prevents that.
      .replace(/:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')
      // Trackers look for mentions after Markdown was read, so a backslash does not stop them.
      .replace(/(?<![\p{L}\p{N}.])\\@(?=[\p{L}\p{N}])/gu, '\\@\u2060')
      .replace(/^[-+=:]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  )
}

/** Text in a line, as code: trackers make no links of addresses in it. */
export function codeSpan(text: string, most = 1000): string {
  const line = cut(
    text
      .replace(DECEIVING, '')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
    most,
  )
  const fence = '`'.repeat(longestRun(line) + 1)
  return line.includes('`') ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`
}

/** Text as a code block, whose fence is longer than any run of backticks inside. */
export function codeBlock(text: string, most = 4000): string {
  const content = cut(
    text
      .replace(DECEIVING, '')
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n\t]/gu, ''),
    most,
  )
  const fence = '`'.repeat(Math.max(2, longestRun(content)) + 1)
  return `${fence}text\n${content}\n${fence}`
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
}

/** At most so many characters, never half of one. */
function cut(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
