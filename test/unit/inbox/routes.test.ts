import { expect, it } from 'vitest'

import { parseRoute } from '../../../inbox/src/routes.ts'

it('reads ids with any characters out of an address', () => {
  expect(parseRoute('')).toEqual({ page: 'issues' })
  expect(parseRoute('issues/a%2Fb%25')).toEqual({ page: 'issue', issueId: 'a/b%' })
  expect(parseRoute('agents/runs/%C3%A9')).toEqual({ page: 'agents', part: 'runs', id: 'é' })
})

it.each(['%', 'issues/%E2%8', 'agents/runs/%zz', 'sessions/a%'])(
  'knows no page under %s, which was cut short',
  (path) => {
    expect(parseRoute(path)).toEqual({ page: 'unknown' })
  },
)
