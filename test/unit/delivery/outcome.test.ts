import { expect, it } from 'vitest'

import { outcomeOf } from '../../../src/delivery/outcome.ts'

it.each([
  [202, 'accepted'],
  [200, 'accepted'],
  [0, 'retry'],
  [408, 'retry'],
  [425, 'retry'],
  [429, 'retry'],
  [500, 'retry'],
  [503, 'retry'],
  [400, 'split'],
  [413, 'split'],
  [401, 'pause'],
  [403, 'pause'],
  [404, 'forget-session'],
  [405, 'drop'],
  [422, 'drop'],
])('an answer of %s means %s', (status, outcome) => {
  expect(outcomeOf({ status, body: undefined, retryAfter: null })).toBe(outcome)
})
