import { describe, expect, it } from 'vitest'

import { mergeEntries } from '../../../inbox/src/issue/merge-entries.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

describe('mergeEntries', () => {
  it('puts what the issue has kept in front of what the session still has', () => {
    const [first, second, third] = [1000, 2000, 3000].map((time) => {
      return { ...consoleEntry('x', { time }), entryId: String(time) }
    })
    if (!first || !second || !third) throw new Error('three were made')

    expect(mergeEntries([second, third], [first, second])).toEqual([first, second, third])
  })
})
