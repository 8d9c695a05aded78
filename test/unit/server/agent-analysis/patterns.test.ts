import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { BUILT_IN_PATTERNS } from '../../../../server/src/agent-analysis/patterns/built-in.ts'
import { customPattern } from '../../../../server/src/agent-analysis/patterns/custom-pattern.ts'
import { matchPatterns } from '../../../../server/src/agent-analysis/patterns/match-patterns.ts'
import type { RunDetail } from '../../../../server/src/storage/traces/run-reader.ts'
import { aRun } from '../../../helpers/a-run.ts'

describe('the built-in patterns', () => {
  it.each([
    'This is ridiculous. Where is my order?',
    'I already told you my order number',
    'WHY DOES THIS KEEP HAPPENING TO ME',
    'Das nervt langsam',
    'It still doesn’t work after your fix',
  ])('see frustration in “%s”', (prompt) => {
    expect(slugsOf({ prompt })).toContain('user-frustration')
  })

  it.each(['I do not understand the second step', 'What do you mean by SKU?', 'No entiendo nada'])(
    'see confusion in “%s”',
    (prompt) => {
      expect(slugsOf({ prompt })).toContain('user-confusion')
    },
  )

  it.each([
    { prompt: 'That didn’t work, the basket is empty' },
    { response: 'I wasn’t able to look up your order.' },
    { response: 'Es tut mir leid, das konnte ich nicht finden.' },
  ])('see a failed task in %o', (texts) => {
    expect(slugsOf(texts)).toContain('task-failure-reported')
  })

  it.each([
    'Which teapot holds a litre?',
    'Please put two mugs into my basket, thanks!',
    'Is the XL T-SHIRT in stock?',
    'What does the warranty cover?',
    '',
  ])('see nothing in “%s”', (prompt) => {
    expect(slugsOf({ prompt, response: 'It is in stock and costs 12 euros.' })).toEqual([])
  })

  it('see frustration in a request that is put once more', () => {
    const prompt = 'Where is my order number 1042?'
    const before = [aRun({ runId: 'first', prompt: 'where is my order 1042 number' })]

    expect(slugsOf({ prompt }, before)).toContain('user-frustration')
    expect(slugsOf({ prompt }, [aRun({ prompt: 'Do you sell teapots?' })])).toEqual([])
  })

  it('see confusion in a question that is put in other words', () => {
    const before = [aRun({ prompt: 'Can the blue teapot go into a dishwasher?' })]

    expect(slugsOf({ prompt: 'Blue teapot: dishwasher safe?' }, before)).toContain('user-confusion')
  })

  it('judge a user only where one was present', () => {
    const texts = { prompt: 'This is useless', conversational: false }

    expect(slugsOf(texts)).toEqual([])
    expect(slugsOf({ ...texts, response: 'An error occurred' })).toEqual(['task-failure-reported'])
  })

  it('quote the sentence they were seen by, on one line', () => {
    const [match] = matchesOf({ prompt: 'Hello.\nI am so frustrated\tby this! Thanks.' })

    expect(match?.evidence).toBe('I am so frustrated by this!')
    expect(match?.confidence).toBeGreaterThanOrEqual(0.8)
  })

  it('judge any text, and the same text the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 2000 }),
        fc.string(),
        (prompt, response) => {
          expect(matchesOf({ prompt, response })).toEqual(matchesOf({ prompt, response }))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('judge a text by its beginning, however long it is', () => {
    const late = `${'Fine. '.repeat(100_000)}This is ridiculous.`

    expect(matchesOf({ prompt: late, response: late })).toEqual([])
    expect(slugsOf({ prompt: `This is ridiculous. ${late}` })).toEqual(['user-frustration'])
  })
})

describe('a pattern of a project', () => {
  const about = { slug: 'asks-for-discount', name: 'Asks for a discount', description: '' }

  it('is found by its phrases, which are texts and no expressions', () => {
    const pattern = customPattern(about, { phrases: ['discount', '50% (off)'] })

    expect(shows(pattern, { prompt: 'Any discount for students?' })).toBe(true)
    expect(shows(pattern, { prompt: 'Is it 50% (off) today?' })).toBe(true)
    expect(shows(pattern, { prompt: 'That count is discounted' })).toBe(false)
  })

  it('is found by what it is like, unless it is more like what it is not', () => {
    const pattern = customPattern(about, {
      examples: [
        { text: 'Can you make the price lower for me?', matches: true },
        { text: 'What is the price of the blue teapot?', matches: false },
      ],
    })

    expect(shows(pattern, { prompt: 'Could you make a lower price?' })).toBe(true)
    expect(shows(pattern, { prompt: 'What is the price of the red teapot?' })).toBe(false)
  })

  it('looks at runs with its tools and metadata alone, and where it is told to', () => {
    const pattern = customPattern(about, {
      phrases: ['discount'],
      in: 'prompt',
      tools: { any: ['search', 'quote'] },
      metadata: [{ key: 'plan', equals: 'pro' }],
    })
    const meant = { prompt: 'A discount?', metadata: { plan: 'pro' }, toolCalls: [called('quote')] }

    expect(shows(pattern, meant)).toBe(true)
    expect(shows(pattern, { ...meant, metadata: { plan: 'free' } })).toBe(false)
    expect(shows(pattern, { ...meant, toolCalls: [called('order')] })).toBe(false)
    expect(shows(pattern, { ...meant, prompt: 'Hi', response: 'A discount' })).toBe(false)
  })
})

function matchesOf(
  run: Partial<RunDetail>,
  before: RunDetail[] = [],
  patterns = BUILT_IN_PATTERNS,
) {
  const judged = { run: aRun({ conversational: true, ...run }), before }
  return matchPatterns(judged, { patterns, matchedAt: 0 })
}

function slugsOf(run: Partial<RunDetail>, before?: RunDetail[]): string[] {
  return matchesOf(run, before).map(({ slug }) => slug)
}

function shows(pattern: ReturnType<typeof customPattern>, run: Partial<RunDetail>): boolean {
  return matchesOf(run, [], [pattern]).length > 0
}

function called(toolName: string): RunDetail['toolCalls'][number] {
  return {
    spanId: toolName,
    runId: 'run',
    parentSpanId: null,
    startTime: 0,
    endTime: 1,
    statusCode: 0,
    statusMessage: null,
    attributes: null,
    stepId: null,
    toolName,
    args: null,
    result: null,
    integrationId: null,
    outcome: 'ok',
    bytesIn: null,
    bytesOut: null,
  }
}
