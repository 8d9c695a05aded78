import { describe, expect, it } from 'vitest'

import { noFindings } from '../../../../server/src/scrub/findings.ts'
import { scrubJson } from '../../../../server/src/scrub/scrub-json.ts'
import { scrubReplay } from '../../../../server/src/scrub/scrub-replay.ts'

const PIECES = [
  ...[
    'a',
    '1',
    '4 ',
    '4111 ',
    '@',
    'a@',
    'a%40',
    '%4',
    'a.',
    '-',
    '_',
    '\\',
    '"',
    '\\"',
    '{',
    ':',
    '=',
  ],
  ...[
    'token',
    'token={',
    'token="',
    "token='\\",
    'token\\":\\"',
    'pin',
    'pin-',
    'session ',
    'passPASS',
  ],
  ...[
    'sk-',
    'sk-a',
    'ghp_',
    'eyJ',
    'eyJaaaaaaaa.',
    'Bearer ',
    'AKIA',
    'http:',
    'https://a/',
    '://',
    '://a',
  ],
  ...[
    '/',
    '/a',
    ' /a',
    '?a=b&',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN ',
    'api_',
    'card',
    'aZ0',
    '😀',
  ],
]

const PLACES: [string, (text: string) => void][] = [
  ['a text', (text) => scrub({ message: text })],
  ['an address', (text) => scrub({ url: text })],
  ['a selector', (text) => scrub({ selector: text })],
  ['the name of a field', (text) => scrub({ [text]: 1 })],
  ['a list', (text) => scrub({ list: [text, text] })],
  ['a recording', (text) => scrubReplay([{ type: 2, data: { textContent: text } }], work())],
]

describe('scrubbing', () => {
  it.each(PLACES)(
    'takes at most about twice as long for twice the text, in %s',
    (_, scrub) => {
      for (const piece of PIECES) {
        const short = piece.repeat(Math.ceil(30_000 / piece.length))
        const ratios = Array.from({ length: 5 }, () => {
          const once = fastest(() => scrub(short))
          return fastest(() => scrub(short + short)) / once
        })

        // What scans the same stretch again and again takes four times as long, and more.
        expect(Math.min(...ratios), piece).toBeLessThan(3.2)
      }
    },
    60_000,
  )
})

function scrub(value: { [key: string]: string | number | string[] }): void {
  scrubJson(value, work())
}

function work() {
  return { findings: noFindings(), rules: undefined, hidden: [], fields: 0 }
}

function fastest(run: () => void): number {
  return Math.min(
    ...Array.from({ length: 3 }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
  )
}
