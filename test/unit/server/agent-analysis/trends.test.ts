import { expect, it } from 'vitest'

import { findTrends } from '../../../../server/src/agent-analysis/insights/find-trends.ts'

it('says figures that moved as people read them', () => {
  const trends = findTrends(
    [
      { metric: 'p95_duration_ms', previous: 14_488, current: 19_170, change: 0.32 },
      { metric: 'total_tokens', previous: 2_617, current: 146_186, change: 54.86 },
    ],
    () => [],
  )

  expect(trends.map(({ title, description }) => `${title}. ${description}`)).toEqual([
    'The 95th percentile of the duration rose by 32 %. From 14.5 s the week before to 19.2 s.',
    'Tokens rose by 5,486 %. From 2,617 the week before to 146,186.',
  ])
})
