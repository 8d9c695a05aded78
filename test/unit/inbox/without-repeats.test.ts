import { expect, it } from 'vitest'

import { withoutRepeats } from '../../../inbox/src/replay/without-repeats.ts'

const event = (timestamp: number, data: object) => ({ type: 3, timestamp, data })

it('leaves out what two recordings of the same minutes both hold', () => {
  const first = [event(1, { x: 1 }), event(2, { x: 2 }), event(2, { x: 3 })]
  const second = [event(2, { x: 2 }), event(2, { x: 3 }), event(3, { x: 4 })]

  expect(withoutRepeats([...first, ...second])).toEqual([...first, event(3, { x: 4 })])
})
