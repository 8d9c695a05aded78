import fc from 'fast-check'
import { expect, it } from 'vitest'

import { batchKey, sizeOf } from '../../../src/buffer/batch-key.ts'
import { createRoomPlan } from '../../../src/buffer/plan-room.ts'
import type { Batch, Segment } from '../../../src/buffer/records.ts'
import type { Change, StoredRecord } from '../../../src/buffer/store.ts'
import { type Level, toWireEntry, type WireEntry } from '../../../src/protocol/index.ts'

const NOW = Date.parse('2026-01-02T03:04:05Z')
const MINUTE = 60_000

interface Given {
  kind: 'batch' | 'held' | 'young'
  sessionId: string
  age: number
  levels: Level[]
}

const given: fc.Arbitrary<Given[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('batch', 'batch', 'batch', 'held', 'young'),
    sessionId: fc.constantFrom('a', 'b'),
    age: fc.integer({ min: 15_000, max: 60 * MINUTE }),
    levels: fc.array(fc.constantFrom<Level>('error', 'warn', 'info', 'debug'), {
      minLength: 1,
      maxLength: 12,
    }),
  }),
  { maxLength: 12 },
)

/** What the device would hold, each entry with a sequence number of its own. */
function toRecords(all: readonly Given[]): StoredRecord[] {
  let seq = 0
  const records = all.map(({ kind, sessionId, age, levels }, place): StoredRecord => {
    const time = kind === 'young' ? NOW - 1_000 : NOW - age
    const events = levels.map((level, index) => ({
      ...{ type: 'console' as const, method: level, message: 'said', args: [], level },
      ...{ time: time + index * 2_000, seq: seq++, tabId: 't' },
    }))
    if (kind === 'batch') {
      const entries = events.map(toWireEntry)
      const batch: Batch = { id: `${place}`, sessionId, endpoint: '/', key: 'p', time, entries }
      return { key: batchKey('p', batch, [place]), value: batch }
    }
    const value: Segment = { sessionId, tabId: 't', time, bytes: 1, held: kind === 'held', events }
    return { key: ['segment', 'p', sessionId, 't', events[0]!.seq], value }
  })
  return records.sort((a, b) => (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1))
}

function entriesOf({ value }: Pick<StoredRecord, 'value'>): WireEntry[] {
  const of = value as Batch | Segment
  return 'entries' in of ? of.entries : of.events.map(toWireEntry)
}

function apply(records: readonly StoredRecord[], changes: readonly Change[]): StoredRecord[] {
  const after = new Map(records.map((record) => [JSON.stringify(record.key), record]))
  for (const change of changes) {
    if ('put' in change) after.set(JSON.stringify(change.put), { ...change, key: change.put })
    else after.delete(JSON.stringify(change.delete))
  }
  return [...after.values()]
}

const isLoss = ({ eventMetadata }: WireEntry) => eventMetadata.kind === 'loss'

let ids = 0

function plan(records: readonly StoredRecord[], keepBytes: number, onItsWay = 0) {
  const {
    weigh,
    choose,
    changes: changesOf,
  } = createRoomPlan({
    ...{ project: 'p', tabId: 'us', now: NOW, onItsWay },
    newId: () => `loss-${ids++}`,
    keepBytes: () => keepBytes,
  })
  // As they come from the device: some at a time.
  const middle = Math.ceil(records.length / 2)
  const pages = [records.slice(0, middle), records.slice(middle)]
  for (const page of pages) weigh(page)
  choose()
  const changes = pages.flatMap(changesOf)
  const after = apply(records, changes)
  const left = after.flatMap(entriesOf)
  const placeOf = ({ eventMetadata: { kind, seq } }: WireEntry) => `${kind} ${seq}`
  const places = new Set(left.map(placeOf))
  const lost = records.flatMap(entriesOf).filter((entry) => !places.has(placeOf(entry)))
  return { after, lost, left }
}

const anyShare = fc.double({ min: 0, max: 1, noNaN: true })

const sizeOfAll = (records: readonly StoredRecord[]) =>
  records.flatMap(entriesOf).reduce((sum, entry) => sum + sizeOf(entry), 0)

it('keeps or counts every entry', () => {
  fc.assert(
    fc.property(given, anyShare, fc.nat(3), (all, share, onItsWay) => {
      const records = toRecords(all)
      const { left } = plan(records, share * sizeOfAll(records), onItsWay)

      const counted = left.filter(isLoss).map(({ payload }) => Number(payload.count))
      const kept = left.filter((entry) => !isLoss(entry))
      expect(kept.length + counted.reduce((sum, count) => sum + count, 0)).toBe(
        records.flatMap(entriesOf).length,
      )
    }),
  )
})

it('keeps counting what it has counted, when the room gets smaller and smaller', () => {
  fc.assert(
    fc.property(given, fc.array(anyShare, { maxLength: 4 }), (all, shares) => {
      const records = toRecords(all)
      const last = shares.reduce(
        (before, share) => plan(before, share * sizeOfAll(before)).after,
        records,
      )

      const left = last.flatMap(entriesOf)
      const sum = left.reduce((total, entry) => total + Number(entry.payload.count ?? 1), 0)
      expect(sum).toBe(records.flatMap(entriesOf).length)
    }),
  )
})

it('brings what may go within the bound, and drops no more than that takes', () => {
  fc.assert(
    fc.property(given, anyShare, (all, share) => {
      const records = toRecords(all.filter(({ kind }) => kind !== 'young'))
      const keepBytes = share * sizeOfAll(records)
      const { left, lost } = plan(records, keepBytes)

      const kept = left.filter((entry) => !isLoss(entry))
      const keptBytes = kept.reduce((sum, entry) => sum + sizeOf(entry), 0)
      expect(keptBytes).toBeLessThanOrEqual(keepBytes)
      const largest = Math.max(0, ...lost.map(sizeOf))
      if (lost.length > 0) expect(keptBytes + largest).toBeGreaterThan(keepBytes)
    }),
  )
})

it('drops nothing that is more severe, or newer and as severe, than what it keeps', () => {
  const severity = { debug: 0, info: 0, warn: 1, error: 2 }
  fc.assert(
    fc.property(given, anyShare, (all, share) => {
      const records = toRecords(all.filter(({ kind }) => kind === 'batch'))
      const { left, lost } = plan(records, share * sizeOfAll(records))

      const kept = left.filter((entry) => !isLoss(entry))
      const mostSevere = Math.max(...lost.map(({ level }) => severity[level]))
      for (const entry of kept) {
        expect(severity[entry.level]).toBeGreaterThanOrEqual(mostSevere)
      }
      for (const level of ['warn', 'error'] as const) {
        const times = (entries: WireEntry[]) =>
          entries.filter((entry) => entry.level === level).map(({ timestamp }) => timestamp)
        const newestLost = times(lost).sort().at(-1) ?? ''
        for (const time of times(kept)) expect(time >= newestLost).toBe(true)
      }
    }),
  )
})

it('keeps what led to an error longer than what led to none', () => {
  const levels: Level[] = ['info', 'info', 'error', 'info', 'info', 'info']
  const records = toRecords([{ kind: 'batch', sessionId: 'a', age: 5 * MINUTE, levels }])

  const { left } = plan(records, sizeOfAll(records) * 0.55)

  const kept = left.filter((entry) => !isLoss(entry))
  expect(kept.map(({ eventMetadata }) => eventMetadata.seq)).toEqual([0, 1, 2])
})

it('keeps the last minute of what is held back, whatever else goes', () => {
  const held = { kind: 'held' as const, sessionId: 'a', levels: ['info', 'info'] as Level[] }
  const records = toRecords([
    { ...held, age: 30_000 },
    { ...held, age: 10 * MINUTE },
    { kind: 'batch', sessionId: 'b', age: MINUTE, levels: ['error', 'error'] },
  ])

  const { left } = plan(records, sizeOfAll(records) * 0.4)

  const kept = left.filter((entry) => !isLoss(entry))
  expect(kept.map(({ eventMetadata }) => eventMetadata.seq)).toEqual([0, 1])
})

it('does not touch a batch that may be on its way while anything else is there', () => {
  const batch = { kind: 'batch' as const, sessionId: 'a' }
  const records = toRecords([
    { ...batch, age: 9 * MINUTE, levels: ['debug', 'debug'] },
    { ...batch, age: 2 * MINUTE, levels: ['error', 'error'] },
  ])

  const { after } = plan(records, sizeOfAll(records) * 0.5, 1)

  expect(after).toContainEqual(records[0])
  expect(after.flatMap(entriesOf).filter((entry) => entry.level === 'error')).toEqual([])
})

it('says of which session, why, and where the gap ends', () => {
  const records = toRecords([
    { kind: 'batch', sessionId: 'a', age: 5 * MINUTE, levels: ['info', 'info', 'error'] },
  ])
  const last = entriesOf(records[0]!)[1]!

  const { after } = plan(records, sizeOf(entriesOf(records[0]!)[2]))

  const [loss] = after.filter(({ key }) => key[0] === 'segment')
  expect(loss!.value).toMatchObject({ sessionId: 'a', tabId: 'us', held: false })
  expect(entriesOf(loss!)).toMatchObject([
    {
      timestamp: last.timestamp,
      payload: { reason: 'storage', count: 2 },
      eventMetadata: { kind: 'loss', seq: 1, tabId: 't' },
    },
  ])
})
