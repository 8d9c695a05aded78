import { describe, expect, it } from 'vitest'

import { toWireEntry, type LossReason } from '../../../../src/protocol/index.ts'
import { createEntryOutcomes } from '../../../../server/src/outcomes/entry-outcomes.ts'
import type { Counted } from '../../../../server/src/outcomes/outcome-counter.ts'

function start() {
  const sums = new Map<string, number>()
  const add = ({ item, level, outcome, reason, count }: Counted, at = 0) => {
    const id = [at, item, level, outcome, reason].join(' ')
    sums.set(id, (sums.get(id) ?? 0) + count)
    if (sums.get(id) === 0) sums.delete(id)
  }
  const state = { time: 0 }
  const outcomes = createEntryOutcomes({ add, stop: async () => {} }, () => state.time)
  return { outcomes, sums, state }
}

const entry = (seq: number) =>
  toWireEntry({
    type: 'console',
    level: 'warn',
    method: 'warn',
    message: 'm',
    args: [],
    time: 0,
    seq,
    tabId: 't',
  })
const loss = (reason: LossReason, count: number) =>
  toWireEntry({ type: 'loss', reason, count, time: 0, seq: 0, tabId: 't' })

const batch = { projectId: 'p', idempotencyKey: 'k' }

describe('the outcomes of entries', () => {
  it('counts a batch that is refused again and again once', () => {
    const { outcomes, sums } = start()
    const entries = [entry(1), entry(2)]

    outcomes.limited(batch, { entries, reason: 'rate-key' })
    outcomes.limited(batch, { entries, reason: 'rate-address' })
    outcomes.limited({ ...batch, idempotencyKey: 'other' }, { entries, reason: 'rate-key' })

    expect([...sums]).toEqual([['0 entries warn limited rate-key', 4]])
  })

  it('takes the refusal back, in its own minute, when the batch is accepted at last', () => {
    const { outcomes, sums, state } = start()
    const entries = [entry(1), entry(2)]
    state.time = 7
    outcomes.limited(batch, { entries, reason: 'rate-key' })

    state.time = 9
    outcomes.accepted(batch, entries)

    expect([...sums]).toEqual([['0 entries warn accepted ', 2]])
  })

  it('counts every attempt without a key, which nothing tells apart', () => {
    const { outcomes, sums } = start()
    const keyless = { projectId: 'p', idempotencyKey: undefined }

    outcomes.limited(keyless, { entries: [entry(1)], reason: 'rate-key' })
    outcomes.limited(keyless, { entries: [entry(1)], reason: 'rate-key' })
    outcomes.accepted(keyless, [entry(1)])

    expect([...sums.values()]).toEqual([2, 1])
  })

  it('counts what the device reports as lost, by reason', () => {
    const { outcomes, sums } = start()

    outcomes.accepted(batch, [loss('rate', 30), loss('rejected', 2)])

    expect([...sums]).toEqual([
      ['0 entries warn accepted ', 2],
      ['0 entries  dropped device-rate', 30],
      ['0 entries  rejected device-rejected', 2],
    ])
  })

  it('believes no made-up losses', () => {
    const { outcomes, sums } = start()
    const forged = [
      { ...loss('rate', 1), payload: { reason: 'constructor', count: 5 } },
      { ...loss('rate', 1), payload: { reason: 'rate', count: -5 } },
      { ...loss('rate', 1), payload: { reason: 'rate', count: '5' } },
      { ...loss('rate', 1), payload: { reason: 'rate', count: 1e300 } },
    ]

    outcomes.accepted(batch, forged)

    expect([...sums]).toEqual([
      ['0 entries warn accepted ', 4],
      ['0 entries  dropped device-rate', 1_000_000],
    ])
  })
})
