import { fromWireEntry, toWireEntry } from 'casefile/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'

import { readRequest } from '../../../../server/src/storage/read-notable.ts'
import { anyEvent } from '../../../helpers/any-event.ts'
import { requestEntry } from '../../../helpers/wire-entries.ts'

it('reads off the wire what the event of a request says', () => {
  fc.assert(
    fc.property(anyEvent, (recorded) => {
      const entry = toWireEntry(recorded)
      const event = fromWireEntry(entry)
      const request = readRequest(entry)

      if (event.type !== 'network') {
        expect(request).toBeUndefined()
        return
      }
      const { outcome, status, duration } = event
      expect(request).toEqual({
        isAnswered: outcome !== 'pending' && outcome !== 'queued',
        hasFailed: outcome === 'failed' || outcome === 'timeout' || status >= 400,
        duration: duration >= 0 ? duration : undefined,
      })
    }),
    { numRuns: 300 },
  )
})

it('takes a request of another client for failed when it has no status', () => {
  const { status, ...payload } = requestEntry('/x', { status: 0 }).payload
  const entry = { ...requestEntry('/x'), payload }

  expect(readRequest(entry)).toMatchObject({ isAnswered: true, hasFailed: true })
})
