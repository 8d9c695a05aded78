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

/** What scans the same stretch again and again takes four times as long, and more. */
const MOST_GROWTH = 3.2

describe('scrubbing', () => {
  it.each(PLACES)(
    'takes at most about twice as long for twice the text, in %s',
    (_, scrub) => {
      for (const piece of PIECES) {
        const short = piece.repeat(Math.ceil(30_000 / piece.length))

        expect(growth(scrub, short), piece).toBeLessThan(MOST_GROWTH)
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

/**
 * How many times as long it takes for twice the text, each by the fastest of several runs. What
 * seems slow is given more of them: early ones are also those of the compiler.
 */
function growth(scrub: (text: string) => void, short: string): number {
  // One text for all runs: the engine puts its halves together in the first.
  const long = short + short
  let once = Infinity
  let twice = Infinity
  for (let round = 1; round <= 25; round += 1) {
    once = Math.min(once, duration(scrub, short))
    twice = Math.min(twice, duration(scrub, long))
    if (round >= 5 && twice / once < MOST_GROWTH) break
  }
  return twice / once
}

/** Of this process alone: on a busy machine the longer of two runs is the one that is interrupted. */
function duration(scrub: (text: string) => void, text: string): number {
  const start = process.cpuUsage()
  scrub(text)
  const { user, system } = process.cpuUsage(start)
  return user + system
}
