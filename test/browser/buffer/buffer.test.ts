import { describe, expect, it, vi } from 'vitest'

import type { Batch, Segment, Stored } from '../../../src/buffer/records.ts'
import type { RecordedEvent } from '../../../src/protocol/index.ts'
import { freshStore } from '../../helpers/fresh-store.ts'
import { makeBuffer, makeEvent } from '../../helpers/make-buffer.ts'

const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index)

const sequences = (batch: Pick<Batch, 'entries'>) =>
  batch.entries.map(({ eventMetadata }) => eventMetadata.seq)

const told = (batch: Pick<Batch, 'entries'>) =>
  batch.entries
    .filter(({ eventMetadata }) => eventMetadata.kind === 'loss')
    .map(({ payload }) => [payload.reason, payload.count])

describe('writing ahead', () => {
  it('begins to write an error in the task it happens in', async () => {
    const { writeAhead, store, database } = makeBuffer()
    await store.list([]) // the connection stands, as it does a moment after a page has loaded
    const write = vi.spyOn(database, 'write')

    writeAhead.add({ event: makeEvent(1), sessionId: 's' })
    expect(write).not.toHaveBeenCalled()
    writeAhead.add({ event: makeEvent(2, 'error'), sessionId: 's' })
    expect(write).toHaveBeenCalledOnce()

    const segments = await store.list(['segment'])
    expect(
      segments.flatMap(({ value }) => (value as Segment).events.map(({ seq }) => seq)),
    ).toEqual([1, 2])
  })

  it('does not turn an error in a loop into a write in a loop', async () => {
    const { writeAhead, batches, database } = makeBuffer()
    const write = vi.spyOn(database, 'write')

    for (const seq of range(0, 1_000))
      writeAhead.add({ event: makeEvent(seq, 'error'), sessionId: 's' })
    await batches.seal()

    expect(write.mock.calls.length).toBeLessThan(60)
    expect((await batches.list(100)).flatMap(({ value }) => sequences(value))).toHaveLength(1_000)
  })

  it('drops an entry over 64 KiB and counts it', async () => {
    const { writeAhead, batches, losses } = makeBuffer()
    const event = { ...makeEvent(1), message: 'x'.repeat(70_000) }

    writeAhead.add({ event, sessionId: 's' })
    writeAhead.add({ event: makeEvent(2), sessionId: 's' })
    await batches.seal()

    expect(losses).toEqual([['size', 1]])
    expect((await batches.list(10)).flatMap(({ value }) => sequences(value))).toEqual([2])
  })

  it('stores nothing that `prepare` drops', async () => {
    const { writeAhead, batches, store } = makeBuffer({ prepare: () => undefined })

    writeAhead.add({ event: makeEvent(1), sessionId: 's' })
    await batches.seal()

    expect(await store.list([])).toEqual([])
  })
})

describe('sealing', () => {
  it('keeps what is recorded while it is under way', async () => {
    const { writeAhead, batches } = makeBuffer()
    writeAhead.add({ event: makeEvent(1), sessionId: 's' })

    const sealing = batches.seal()
    writeAhead.add({ event: makeEvent(2), sessionId: 's' })
    await sealing
    await batches.seal()

    expect((await batches.list(10)).flatMap(({ value }) => sequences(value))).toEqual([1, 2])
  })

  it('makes batches of at most 100 entries, in order, and leaves no segment behind', async () => {
    const { writeAhead, batches, store } = makeBuffer()
    for (const seq of range(0, 230)) writeAhead.add({ event: makeEvent(seq), sessionId: 's' })

    await batches.seal()

    const sealed = await batches.list(10)
    expect(sealed.map(({ value }) => value.entries.length)).toEqual([100, 100, 30])
    expect(sealed.flatMap(({ value }) => sequences(value))).toEqual(range(0, 230))
    expect(await store.list(['segment'])).toEqual([])
  })

  it('never mixes sessions in a batch', async () => {
    const { writeAhead, batches } = makeBuffer()
    for (const seq of range(0, 6)) {
      writeAhead.add({ event: makeEvent(seq), sessionId: seq < 3 ? 'first' : 'second' })
    }

    await batches.seal()

    const sealed = await batches.list(10)
    expect(sealed.map(({ value }) => [value.sessionId, sequences(value)])).toEqual([
      ['first', [0, 1, 2]],
      ['second', [3, 4, 5]],
    ])
  })

  it('leaves the segments of a living tab alone and takes those of a tab that is gone', async () => {
    const { batches, store } = makeBuffer()
    const segment = (tabId: string, time: number) => ({
      put: ['segment', 'uc_pk_test', 's', tabId, 0],
      value: {
        sessionId: 's',
        tabId,
        time,
        bytes: 1,
        held: false,
        events: [{ ...makeEvent(0), tabId }],
      },
    })
    await store.write([segment('alive', Date.now()), segment('gone', Date.now() - 60_000)])

    await batches.seal()

    const sealed = await batches.list(10)
    expect(sealed.flatMap(({ value }) => value.entries)).toMatchObject([
      { eventMetadata: { tabId: 'gone' } },
    ])
    expect(await store.list(['segment'])).toHaveLength(1)
  })

  it('holds entries back until their session is released', async () => {
    let released = false
    const { writeAhead, batches } = makeBuffer({ isReleased: () => released })
    writeAhead.add({ event: makeEvent(1), sessionId: 's' })

    await batches.seal()
    expect(await batches.list(10)).toEqual([])

    released = true
    await batches.seal()
    expect((await batches.list(10)).flatMap(({ value }) => sequences(value))).toEqual([1])
  })

  it('reads what is held back once, and little at a time, also when it is released', async () => {
    let isReleased = false
    const buffer = makeBuffer({ isReleased: () => isReleased })
    const { writeAhead, batches } = buffer
    for (const seq of range(0, 1_000)) {
      const event = { ...makeEvent(seq), message: 'x'.repeat(1_000) } as RecordedEvent
      writeAhead.add({ event, sessionId: 's' })
      if (seq % 20 === 19) await writeAhead.write()
    }
    const reads: number[] = []
    const { update } = buffer.store
    buffer.store.update = (prefix, decide, between) =>
      update(
        prefix,
        (records) => {
          reads.push(JSON.stringify(records).length)
          return decide(records)
        },
        between,
      )
    const sum = () => reads.reduce((total, size) => total + size, 0)

    await batches.seal()
    expect(sum()).toBeGreaterThan(1_000_000)
    expect(sum()).toBeLessThan(1_500_000)
    const readBefore = reads.length
    await batches.seal()
    expect(reads).toHaveLength(readBefore)
    isReleased = true
    await batches.seal()

    expect(Math.max(...reads)).toBeLessThan(400_000)
    const sealed = await batches.list(100)
    expect(sealed.flatMap(({ value }) => sequences(value))).toEqual(range(0, 1_000))
    expect(await buffer.store.keys(['segment'])).toEqual([])
  })

  it('forgets held entries that nobody will ask for any more', async () => {
    const { writeAhead, batches, store } = makeBuffer({
      isReleased: () => false,
      holdFor: () => -1,
    })
    writeAhead.add({ event: makeEvent(1), sessionId: 's' })

    await batches.seal()

    expect(await store.list([])).toEqual([])
  })

  it('counts what grew a day old on the device', async () => {
    const { batches, store } = makeBuffer()
    const old = Date.now() - 25 * 60 * 60_000
    await store.write([
      {
        put: ['segment', 'uc_pk_test', 's', 'gone', 0],
        value: {
          sessionId: 's',
          tabId: 'gone',
          time: old,
          bytes: 1,
          held: false,
          events: [makeEvent(1), makeEvent(2)],
        },
      },
    ])

    await batches.seal()
    expect(await store.list(['batch'])).toEqual([])
    await batches.seal()

    expect((await batches.list(10)).map(({ value }) => [value.sessionId, told(value)])).toEqual([
      ['s', [['age', 2]]],
    ])
    expect(await store.list(['segment'])).toEqual([])
  })

  it('seals the last moments of a page in one write and hands it out', async () => {
    const { writeAhead, batches, store } = makeBuffer()
    writeAhead.add({ event: makeEvent(1), sessionId: 's' })
    await writeAhead.write()
    writeAhead.add({ event: makeEvent(2), sessionId: 's' })

    const sealed = batches.sealOnExit()

    expect(sealed.map(({ value }) => sequences(value))).toEqual([[1, 2]])
    expect(await batches.list(10)).toEqual(sealed)
    expect(await store.list(['segment'])).toEqual([])
  })

  it('hands the last moments out in pieces that fit into requests which outlive the page', async () => {
    const { writeAhead, batches, store } = makeBuffer()
    const message = 'x'.repeat(5_000)
    for (const seq of range(0, 10)) {
      const event = { ...makeEvent(seq), message } as RecordedEvent
      writeAhead.add({ event, sessionId: 's' })
    }

    const sealed = batches.sealOnExit()

    expect(sealed.flatMap(({ value }) => sequences(value))).toEqual(range(0, 10))
    for (const { value } of sealed) expect(JSON.stringify(value).length).toBeLessThan(16 * 1024)
    expect(await batches.list(10)).toEqual(sealed)
    expect(await store.list(['segment'])).toEqual([])
  })
})

describe('a batch', () => {
  it('is replaced by its halves, in its place', async () => {
    const { writeAhead, batches } = makeBuffer()
    for (const seq of range(0, 150)) writeAhead.add({ event: makeEvent(seq), sessionId: 's' })
    await batches.seal()
    const [first] = await batches.list(1)

    await batches.split(first!)
    const [half] = await batches.list(1)
    await batches.split(half!)

    const sealed = await batches.list(10)
    expect(sealed.map(({ value }) => value.entries.length)).toEqual([25, 25, 50, 50])
    expect(sealed.flatMap(({ value }) => sequences(value))).toEqual(range(0, 150))
    expect(new Set(sealed.map(({ value }) => value.id)).size).toBe(4)
  })
})

describe('a bounded buffer', () => {
  const fill = async (
    { writeAhead, batches }: ReturnType<typeof makeBuffer>,
    events: RecordedEvent[],
  ) => {
    for (const event of events) writeAhead.add({ event, sessionId: 's' })
    await batches.seal()
  }

  it('drops the least severe first and the oldest of those, tells how many, and keeps to its bound', async () => {
    const maxBytes = 60_000
    const buffer = makeBuffer({ roomLimit: async () => maxBytes })
    const { batches, store } = buffer
    // Its place at the front protects it; nobody has a say in when it was sent.
    await fill(buffer, [makeEvent(0)])
    await fill(
      buffer,
      range(1, 601).map((seq) => ({
        ...makeEvent(seq, seq % 100 === 1 ? 'error' : 'console'),
        // Nothing shortly before an error, which would make it worth more.
        time: seq * 6_000,
      })),
    )

    await batches.makeRoom()
    await batches.seal()

    const left = await batches.list(100)
    expect(left.reduce((sum, { key }) => sum + Number(key.at(-1)), 0)).toBeLessThan(maxBytes)
    const entries = left.flatMap(({ value }) => value.entries)
    const kept = entries.filter(({ eventMetadata }) => eventMetadata.kind !== 'loss')
    const lost = left.flatMap(({ value }) => told(value))
    expect(new Set(lost.map(([reason]) => reason))).toEqual(new Set(['storage']))
    expect(lost.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(601 - kept.length)
    expect(kept.filter(({ level }) => level === 'error')).toHaveLength(6)
    const plain = kept
      .filter(({ level }) => level === 'info')
      .map((entry) => entry.eventMetadata.seq)
    const newest = range(1, 601).filter((seq) => seq % 100 !== 1)
    expect(plain).toEqual([0, ...newest.slice(1 - plain.length)])
    expect(await store.list(['segment'])).toEqual([])
  })

  it('reads and writes little at a time, so that the page gets its turn', async () => {
    const buffer = makeBuffer({ roomLimit: async () => 500_000 })
    for (const part of range(0, 10)) {
      await fill(
        buffer,
        range(part * 100, part * 100 + 100).map((seq) => ({
          ...makeEvent(seq),
          message: 'x'.repeat(1_000),
        })) as RecordedEvent[],
      )
    }
    const sizes: number[] = []
    const { list, update } = buffer.store
    const weigh = <Read>(records: Read): Read => {
      sizes.push(JSON.stringify(records).length)
      return records
    }
    buffer.store.list = async (...asked) => weigh(await list(...asked))
    buffer.store.update = (prefix, decide, range) =>
      update(prefix, (records) => decide(weigh(records)), range)

    await buffer.batches.makeRoom()

    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(1_000_000)
    // A batch is never more than this.
    expect(Math.max(...sizes)).toBeLessThan(300_000)
  })

  it('takes with a batch what was left of it when it was taken apart on its way', async () => {
    const buffer = makeBuffer({ roomLimit: async () => 5_000 })
    const { batches, store } = buffer
    await fill(buffer, [makeEvent(0)])
    await fill(
      buffer,
      range(1, 100).map((seq) => makeEvent(seq)),
    )
    const [, onItsWay] = await batches.list(2)

    await batches.makeRoom()
    await batches.remove(onItsWay!)

    expect((await batches.list(10)).map(({ value }) => sequences(value))).toEqual([[0]])
    expect(await store.keys(['segment'])).toHaveLength(1)
  })

  it('reads nothing but keys while there is room', async () => {
    const buffer = makeBuffer()
    await fill(
      buffer,
      range(0, 100).map((seq) => makeEvent(seq)),
    )
    const update = vi.spyOn(buffer.store, 'update')
    const list = vi.spyOn(buffer.store, 'list')

    await buffer.batches.makeRoom()

    expect(update).not.toHaveBeenCalled()
    expect(list).not.toHaveBeenCalled()
  })

  it('counts what a page that is gone has lost, in the session it was lost in', async () => {
    const first = makeBuffer({ roomLimit: async () => 10_000 })
    await fill(first, [makeEvent(0)])
    await fill(
      first,
      range(1, 100).map((seq) => makeEvent(seq)),
    )
    await first.batches.makeRoom()

    const { store, database } = first
    const next = makeBuffer({
      store: { ...store, isOnDevice: () => true, forget: () => {} },
      database,
      tabId: () => 'tab-2',
    })
    next.writeAhead.add({ event: { ...makeEvent(0), tabId: 'tab-2' }, sessionId: 'later' })
    await next.batches.seal()

    const told = (await next.batches.list(100)).flatMap(({ value }) =>
      value.entries
        .filter(({ eventMetadata }) => eventMetadata.kind === 'loss')
        .map(() => value.sessionId),
    )
    expect(told).toEqual(['s'])
  })

  it('counts what the collector refused with what was lost before in its session', async () => {
    const buffer = makeBuffer()
    const { batches } = buffer
    await fill(buffer, [makeEvent(0), makeEvent(1)])
    const [refused] = await batches.list(1)

    await batches.drop(refused!, 'rejected')
    await fill(buffer, [makeEvent(2)])

    const [next] = await batches.list(10)
    expect(next!.value.entries).toHaveLength(2)
    expect(told(next!.value)).toEqual([['rejected', 2]])
  })

  it('does not tell for ever that what tells of a loss was refused', async () => {
    const buffer = makeBuffer()
    const { batches, store } = buffer
    await fill(buffer, [makeEvent(0)])
    const [refused] = await batches.list(1)
    await batches.drop(refused!, 'rejected')
    await batches.seal()
    const [telling] = await batches.list(1)

    await batches.drop(telling!, 'rejected')

    expect(await store.list([])).toEqual([])
  })

  it('still takes batches whose keys say no size', async () => {
    const buffer = makeBuffer({ roomLimit: async () => 800 })
    const { batches, store } = buffer
    await fill(
      buffer,
      range(0, 3).map((seq) => makeEvent(seq)),
    )
    const [{ key, value }] = (await batches.list(1)) as [Stored<Batch>]
    const older = { ...value, id: 'older', time: 2 }
    await store.write([
      { delete: key },
      { put: ['batch', 'uc_pk_test', 1, 0, 'oldest'], value: { ...value, id: 'oldest', time: 1 } },
      { put: ['batch', 'uc_pk_test', 2, 0, 'older'], value: older },
    ])

    await batches.makeRoom()
    await batches.seal()

    const left = await batches.list(10)
    expect(left.map(({ value: { id } }) => id)).toContain('oldest')
    expect(left.flatMap(({ value }) => told(value))).toEqual([['storage', 3]])
  })
})

describe('two tabs', () => {
  it('never seal the same segment twice', async () => {
    const { store, database } = freshStore()
    const shared = { store: { ...store, isOnDevice: () => true, forget: () => {} }, database }
    const tabs = ['tab-1', 'tab-2', 'tab-3'].map((name) =>
      makeBuffer({ ...shared, tabId: () => name }),
    )
    const gone = range(0, 40).map((seq) => ({
      put: ['segment', 'uc_pk_test', 's', 'gone', seq],
      value: {
        ...{ sessionId: 's', tabId: 'gone', time: Date.now() - 60_000, bytes: 1, held: false },
        events: [{ ...makeEvent(seq), tabId: 'gone' }],
      },
    }))
    await store.write(gone)

    await Promise.all(tabs.map(({ batches }) => batches.seal()))

    const sealed = await tabs[0]!.batches.list(100)
    expect(sealed.flatMap(({ value }) => sequences(value))).toEqual(range(0, 40))
  })

  it('seals what an earlier page of the session left before what came after it', async () => {
    const { batches, store } = makeBuffer()
    const segment = (tabId: string, age: number, seqs: number[]) =>
      seqs.map((seq) => ({
        put: ['segment', 'uc_pk_test', 's', tabId, seq],
        value: {
          ...{ sessionId: 's', tabId, time: Date.now() - age + seq, bytes: 1, held: false },
          events: [{ ...makeEvent(seq), tabId }],
        },
      }))
    await store.write([
      ...segment('a-later', 30_000, [0, 1]),
      ...segment('z-first', 60_000, [5, 10]),
    ])

    await batches.seal()

    const [batch] = await batches.list(1)
    expect(batch!.value.entries.map(({ eventMetadata }) => eventMetadata.tabId)).toEqual([
      ...['z-first', 'z-first', 'a-later', 'a-later'],
    ])
  })
})

describe('where IndexedDB is refused', () => {
  it('keeps entries in memory, delivers them, and counts those there was no room for', async () => {
    const refuse = () => Promise.reject(new DOMException('refused', 'SecurityError'))
    const database = { ...freshStore().database, write: refuse }
    const { writeAhead, batches, losses } = makeBuffer({ database })

    // Longer than any task of a page, for the writes are made between tasks.
    for (const seq of range(0, 5_100)) {
      writeAhead.add({ event: makeEvent(seq), sessionId: 's' })
      if (seq % 50 === 49) void writeAhead.write()
    }
    await writeAhead.write()
    await batches.seal()

    const sealed = await batches.list(100)
    expect(sealed.flatMap(({ value }) => sequences(value))).toEqual(range(100, 5_100))
    expect(losses).toEqual([
      ['storage', 50],
      ['storage', 50],
    ])
  })
})
