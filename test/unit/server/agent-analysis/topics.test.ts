import { describe, expect, it } from 'vitest'

import { findTopics } from '../../../../server/src/agent-analysis/insights/find-topics.ts'

describe('topics', () => {
  it('are what most prompts have in common, each prompt under one of them', () => {
    const topics = findTopics([
      'Where is my order?',
      'Where is order 12?',
      'When does my order arrive?',
      'Is the blue teapot in stock?',
      'How much is the blue teapot?',
      'Tell me a joke',
    ])

    expect(topics.map(({ topic, percent }) => [topic, percent])).toEqual([
      ['blue teapot', 33.3],
      ['order', 50],
    ])
    expect(topics[1]?.examples).toHaveLength(3)
  })

  it('are none where nobody asked', () => {
    expect(findTopics([])).toEqual([])
    expect(findTopics(['', 'what is it', 'the'])).toEqual([])
  })
})
