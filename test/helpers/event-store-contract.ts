import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'

import type { EventStore, StoredEntry } from '../../server/src/storage/event-store.ts'
import { CursorError } from '../../server/src/storage/event-store.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { consoleEntry, requestEntry } from './wire-entries.ts'

const DAY = 24 * 60 * 60_000
const NOON = Date.UTC(2026, 1, 27, 12)
const session = { sessionId: 's', sessionCreatedAt: NOON - 2 * DAY }

const messageOf = ({ payload }: StoredEntry) => String(payload.message)

/** What every store of log entries does; each adapter runs it. */
export function eventStoreContract(
  name: string,
  openIn: (folder: string) => Promise<EventStore>,
): void {
  const open = async () => {
    const store = await openIn(temporaryFolder())
    onTestFinished(() => store.close())
    return store
  }
  const append = (
    store: EventStore,
    messages: Record<string, number>,
    batch: { receivedAt?: number; key?: string; sessionId?: string; projectId?: string } = {},
  ) =>
    store.append({
      projectId: batch.projectId ?? 'p',
      sessionId: batch.sessionId ?? 's',
      receivedAt: batch.receivedAt ?? NOON,
      idempotencyKey: batch.key,
      entries: Object.entries(messages).map(([message, time]) => consoleEntry(message, { time })),
    })

  describe(name, () => {
    it('gives entries back by time, whatever order they came in', async () => {
      const store = await open()
      await append(store, { c: NOON + 3, a: NOON + 1 })
      await append(store, { d: NOON + 4, b: NOON + 2 })

      expect((await store.latest(session, 10)).map(messageOf)).toEqual(['a', 'b', 'c', 'd'])
    })

    it('finds entries of all days on which they were received', async () => {
      const store = await open()
      await append(store, { yesterday: NOON - DAY }, { receivedAt: NOON - DAY })
      await append(store, { 'sent late': NOON - DAY + 1 }, { receivedAt: NOON + DAY })
      await append(store, { today: NOON })

      expect((await store.latest(session, 10)).map(messageOf)).toEqual([
        'yesterday',
        'sent late',
        'today',
      ])
    })

    it('gives every entry an id that stays', async () => {
      const store = await open()
      await append(store, { a: 1, b: 2 })
      const before = await store.latest(session, 10)
      await append(store, { between: 1.5 }, { receivedAt: NOON - DAY })
      const after = await store.latest(session, 10)

      expect(new Set(after.map(({ entryId }) => entryId)).size).toBe(3)
      for (const entry of before) expect(after).toContainEqual(entry)
    })

    it('keeps sessions apart', async () => {
      const store = await open()
      await append(store, { mine: NOON })
      await append(store, { theirs: NOON }, { sessionId: 't' })

      expect((await store.latest(session, 10)).map(messageOf)).toEqual(['mine'])
    })

    it('stores a batch once a key, for a week and across midnight', async () => {
      const store = await open()
      const first = await append(store, { a: NOON, b: NOON }, { key: 'k' })
      const again = await append(store, { c: NOON }, { key: 'k', receivedAt: NOON + 6.9 * DAY })
      const foreign = await append(store, { d: NOON }, { key: 'k', projectId: 'other' })

      expect(first).toEqual({ accepted: 2, repeated: false })
      expect(again).toEqual({ accepted: 2, repeated: true })
      expect(foreign).toEqual({ accepted: 1, repeated: false })
    })

    it('counts up to the moment, entry by entry', async () => {
      const store = await open()
      await store.append({
        projectId: 'p',
        sessionId: 's',
        receivedAt: NOON + 100,
        entries: [
          consoleEntry('x', { time: NOON - 1, level: 'error' }),
          consoleEntry('x', { time: NOON, level: 'warn' }),
          requestEntry('/x', { time: NOON - 2, status: 404 }),
          consoleEntry('x', { time: NOON + 50, level: 'error' }),
        ],
      })

      expect(await store.counts([{ ...session, until: NOON }, session])).toEqual([
        { error: 2, warn: 1, network_failed: 1, total: 3 },
        { error: 3, warn: 1, network_failed: 1, total: 4 },
      ])
    })

    it('knows when a project last sent something', async () => {
      const store = await open()
      await append(store, { a: 0 }, { receivedAt: NOON + DAY })
      await append(store, { b: 0 }, { receivedAt: NOON })

      expect(await store.lastReceivedAt('p')).toBe(NOON + DAY)
      expect(await store.lastReceivedAt('nobody')).toBeUndefined()
    })

    it('does not take a cursor it never gave', async () => {
      const store = await open()

      await expect(store.page(session, { limit: 1, cursor: '1.2' })).rejects.toThrow(CursorError)
    })

    it('agrees with a plain sort on every history', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 }), {
            maxLength: 8,
          }),
          fc.integer({ min: 1, max: 12 }),
          fc.integer({ min: 0, max: 20 }),
          async (batches, limit, until) => {
            const store = await open()
            const all: { time: number; message: string }[] = []
            for (const [index, times] of batches.entries()) {
              const named = times.map((time, place) => [`${index}/${place}`, NOON + time] as const)
              await append(store, Object.fromEntries(named), { receivedAt: NOON + 1000 + index })
              all.push(...named.map(([message, time]) => ({ message, time })))
            }
            const expected = all
              .filter(({ time }) => time <= NOON + until)
              .sort((a, b) => a.time - b.time)
              .map(({ message }) => message)
            const range = { ...session, until: NOON + until }

            const latest = await store.latest(range, limit)
            const paged: string[] = []
            let cursor: string | undefined
            do {
              const page = await store.page(range, { limit, cursor })
              paged.push(...page.entries.map(messageOf))
              cursor = page.nextCursor ?? undefined
            } while (cursor !== undefined)

            expect(latest.map(messageOf)).toEqual(expected.slice(-limit))
            expect(paged).toEqual(expected)
            expect(await store.counts([range])).toMatchObject([{ total: expected.length }])
          },
        ),
        { numRuns: 40 },
      )
    })
  })
}
