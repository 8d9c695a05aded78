import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  type Block,
  type Inline,
  parseMarkdown,
  toInline,
} from '../../../../inbox/src/agents/ask/parse-markdown.ts'
import {
  codeBlock,
  codeSpan,
  escapeMarkdown,
} from '../../../../server/src/markdown/escape-markdown.ts'

/** The words alone, as a person reads them. */
function textOf(content: readonly Inline[]): string {
  return content.map((part) => ('content' in part ? textOf(part.content) : part.text)).join('')
}

describe('parseMarkdown', () => {
  it('reads paragraphs, lists and tables', () => {
    const blocks = parseMarkdown(
      [
        'The most common failures:',
        '',
        '1. Tool `find_order`: refused',
        '2. Runs: **timed out**',
        '',
        '- one',
        '- two',
        '',
        '| Tool | Calls |',
        '| --- | --- |',
        '| `a\\|b` | 2 |',
        '',
        '_From here to there_',
      ].join('\n'),
    )

    expect(blocks).toEqual<Block[]>([
      { type: 'paragraph', content: [{ type: 'text', text: 'The most common failures:' }] },
      {
        type: 'list',
        isOrdered: true,
        items: [
          [
            { type: 'text', text: 'Tool ' },
            { type: 'code', text: 'find_order' },
            { type: 'text', text: ': refused' },
          ],
          [
            { type: 'text', text: 'Runs: ' },
            { type: 'strong', content: [{ type: 'text', text: 'timed out' }] },
          ],
        ],
      },
      {
        type: 'list',
        isOrdered: false,
        items: [[{ type: 'text', text: 'one' }], [{ type: 'text', text: 'two' }]],
      },
      {
        type: 'table',
        head: [[{ type: 'text', text: 'Tool' }], [{ type: 'text', text: 'Calls' }]],
        rows: [[[{ type: 'code', text: 'a|b' }], [{ type: 'text', text: '2' }]]],
      },
      {
        type: 'paragraph',
        content: [{ type: 'emphasis', content: [{ type: 'text', text: 'From here to there' }] }],
      },
    ])
  })

  it('knows no links, pictures or HTML', () => {
    const hostile = '[x](javascript:alert(1)) ![y](z) <img src=x onerror=alert(1)> # no heading'

    expect(parseMarkdown(hostile)).toEqual([
      { type: 'paragraph', content: [{ type: 'text', text: hostile }] },
    ])
  })

  it('says of an escaped text the text', () => {
    for (const text of ['*bold* `code` _x_', 'a|b', '1. not a list', '- nor this', '<b>\\</b>'])
      expect(textOf(toInline(escapeMarkdown(text)))).toBe(text)
  })

  it('says of code the code, with backticks in it too', () => {
    for (const text of ['a', '`', 'a`b``c', 'x_y_z **'])
      expect(toInline(codeSpan(text))).toEqual([{ type: 'code', text }])
    expect(parseMarkdown(codeBlock('one\n```\n  two'))).toEqual([
      { type: 'code', text: 'one\n```\n  two' },
    ])
  })

  it('takes any text, and comes to an end', () => {
    const piece = fc.constantFrom('|', '-', '`', '*', '_', '\\', '\n', ' ', 'a', '1.', '```')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(Array.isArray(parseMarkdown(pieces.join('')))).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  // Looking at all of the rest for each sign would take minutes.
  it('is done with a long hostile text before anybody notices', () => {
    const many = 200_000

    for (const text of ['**', '_a ', '`', '``a', '\\', '| a'])
      expect(parseMarkdown(text.repeat(many))).toHaveLength(1)
  })
})
