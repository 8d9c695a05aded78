import { describe, expect, it } from 'vitest'

import type { Question } from '../../../../server/src/agent-analysis/questions/question.ts'
import { readQuestion } from '../../../../server/src/agent-analysis/questions/read-question.ts'
import { readTimeWords } from '../../../../server/src/agent-analysis/questions/read-time-words.ts'

/** A Sunday afternoon. */
const NOW = Date.parse('2026-11-22T15:30:00Z')
const vocabulary = {
  agents: ['support-agent', 'billing'],
  tools: ['get_weather', 'search'],
  models: ['gpt-4o', 'claude-x'],
}

describe('a question', () => {
  const asked: [question: string, query: Partial<Question>][] = [
    ['What are the most common failure patterns this week?', { about: 'failures' }],
    ['Why do runs fail?', { about: 'failures' }],
    ['What is the error rate of get_weather?', { about: 'error-rate', tool: 'get_weather' }],
    [
      'How often does the agent support-agent fail?',
      { about: 'error-rate', agent: 'support-agent' },
    ],
    ['Show me the 10 slowest runs', { about: 'runs', order: 'duration' }],
    ['top 3 most expensive runs', { about: 'runs', order: 'cost', limit: 3 }],
    ['Which models do we use?', { about: 'models' }],
    ['How is gpt-4o used? tokens per model', { about: 'models', model: 'gpt-4o' }],
    ['Which tools are called most?', { about: 'tools' }],
    ['Which tools fail most?', { about: 'tools', status: 'error' }],
    ['Which users were frustrated yesterday?', { about: 'patterns', pattern: 'user-frustration' }],
    ['Where were people confused?', { about: 'patterns', pattern: 'user-confusion' }],
    ['What negative feedback did we get?', { about: 'feedback', score: 'thumbs_down' }],
    ['How happy are users?', { about: 'feedback' }],
    ['What did user user-123 do today?', { about: 'activity', userId: 'user-123' }],
    ['What has org "Acme Inc" asked?', { about: 'activity', orgId: 'Acme Inc' }],
    ['What do people ask about?', { about: 'subjects' }],
    ['How much did we spend last month?', { about: 'cost' }],
    ['How many runs were there?', { about: 'volume' }],
    ['How long do answers take?', { about: 'latency' }],
    ['Show failed runs of agent billing', { about: 'runs', status: 'error', agent: 'billing' }],
    ['runs about "dishwasher"', { text: 'dishwasher' }],
    [
      'How did the error rate change compared to last week?',
      { about: 'error-rate', from: Date.parse('2026-11-16T00:00:00Z'), to: NOW },
    ],
    ['Give me an overview', { about: 'overview' }],
    ['How are agents doing?', { about: 'overview' }],
    ['support-agent?', { about: 'overview', agent: 'support-agent' }],
    ['', { about: 'unclear' }],
    ['what is the meaning of life', { about: 'unclear' }],
  ]

  it.each(asked)('“%s” is read as %o', (question, query) => {
    const read = readQuestion(question, { now: NOW, vocabulary })

    expect(read).toMatchObject(query)
    expect(read).not.toHaveProperty('agent', 'search')
  })

  it('takes nothing for a name that only looks like one', () => {
    const read = readQuestion('What do users of the agent that research things want?', {
      now: NOW,
      vocabulary,
    })

    expect(read.tool).toBeUndefined()
    expect(read.agent).toBeUndefined()
    expect(read.userId).toBeUndefined()
  })

  it('without words of time is about two weeks', () => {
    const { from, to } = readQuestion('errors', { now: NOW, vocabulary })

    expect([from, to]).toEqual([NOW - 14 * 24 * 60 * 60_000, NOW])
  })
})

describe('words of time', () => {
  it.each([
    ['today', '2026-11-22T00:00:00Z', '2026-11-22T15:30:00Z'],
    ['yesterday', '2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'],
    ['this week', '2026-11-16T00:00:00Z', '2026-11-22T15:30:00Z'],
    ['last week', '2026-11-09T00:00:00Z', '2026-11-16T00:00:00Z'],
    ['this month', '2026-11-01T00:00:00Z', '2026-11-22T15:30:00Z'],
    ['last month', '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'],
    ['in the last 3 hours', '2026-11-22T12:30:00Z', '2026-11-22T15:30:00Z'],
    ['past two weeks', '2026-11-08T15:30:00Z', '2026-11-22T15:30:00Z'],
    ['last hour', '2026-11-22T14:30:00Z', '2026-11-22T15:30:00Z'],
  ])('“%s” is from %s to %s', (words, from, to) => {
    expect(readTimeWords(words, NOW)).toEqual({ from: Date.parse(from), to: Date.parse(to) })
  })

  it('mean nothing where there are none', () => {
    expect(readTimeWords('the weekly report of todays', NOW)).toBeUndefined()
  })
})
