import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'

import type { WireEntry } from 'casefile/protocol'

import type {
  EntryRange,
  EventStore,
  SearchPage,
  StoredEntry,
} from '../../server/src/storage/event-store.ts'
import { CursorError } from '../../server/src/storage/event-store.ts'
import { NOTABLE_KINDS, type NotableKind } from '../../server/src/storage/read-notable.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { consoleEntry, requestEntry } from './wire-entries.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
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

    it('finds errors, warnings and failed requests by their words, newest arrivals first', async () => {
      const store = await open()
      const search = (text?: string, kinds: readonly NotableKind[] = NOTABLE_KINDS) =>
        store.search({ projectId: 'p', text, kinds, limit: 10 })
      await store.append({
        projectId: 'p',
        sessionId: 's',
        receivedAt: NOON,
        entries: [
          consoleEntry('the cart is empty', { level: 'error' }),
          consoleEntry('the cart is slow', { level: 'warn' }),
          consoleEntry('the cart is fine'),
          requestEntry('/api/cart', { status: 500 }),
          requestEntry('/api/cart', { status: 200 }),
        ],
      })
      await append(store, { 'the cart of another project': NOON }, { projectId: 'other' })

      const kindsOf = ({ hits }: SearchPage) => hits.map(({ kind }) => kind)
      expect(kindsOf(await search('cart'))).toEqual(['failed-request', 'warning', 'error'])
      expect(kindsOf(await search('"cart is" emp'))).toEqual(['error'])
      expect(kindsOf(await search(undefined, ['warning']))).toEqual(['warning'])
      expect(kindsOf(await search('nowhere'))).toEqual([])
    })

    it('gives a search page by page, across days, and each hit once', async () => {
      const store = await open()
      for (let number = 0; number < 9; number += 1) {
        await store.append({
          projectId: 'p',
          sessionId: 's',
          receivedAt: NOON + number * 0.4 * DAY,
          entries: [consoleEntry(`failure ${number}`, { level: 'error' })],
        })
      }

      const texts: string[] = []
      let cursor: string | undefined
      do {
        const page = await store.search({
          projectId: 'p',
          text: 'failure',
          kinds: ['error'],
          limit: 2,
          cursor,
        })
        expect(page.hits.length).toBeLessThanOrEqual(2)
        texts.push(...page.hits.map(({ text }) => text))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)

      expect(texts).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((number) => `failure ${number}`))
      await expect(
        store.search({ projectId: 'p', kinds: ['error'], limit: 1, cursor: 'x' }),
      ).rejects.toThrow(CursorError)
    })

    it('puts figures together from minutes of several days, by when things happened', async () => {
      const store = await open()
      const request = (durationMs: number, minute: number) => ({
        ...requestEntry('/x', { time: NOON + minute * 60_000, status: 200 }),
        payload: { method: 'GET', url: '/x', status: 200, durationMs },
      })
      const batch = { projectId: 'p', sessionId: 's' }
      await store.append({
        ...batch,
        receivedAt: NOON,
        entries: [request(100, 0), request(200, 59)],
      })
      await store.append({ ...batch, receivedAt: NOON + 2 * DAY, entries: [request(3000, 7)] })
      await store.append({
        ...batch,
        receivedAt: NOON + HOUR,
        entries: [consoleEntry('x', { time: NOON + HOUR, level: 'error' })],
      })

      const [first, second, ...more] = await store.series({
        projectId: 'p',
        from: NOON - HOUR,
        to: NOON + 2 * HOUR,
        step: HOUR,
      })

      expect(first).toMatchObject({ time: NOON, entries: 3, requests: 3, failedRequests: 0 })
      expect(first?.durations.p50).toBeCloseTo(200, -1)
      expect(first?.durations.p99).toBeGreaterThan(2900)
      expect(second).toMatchObject({ time: NOON + HOUR, entries: 1, errors: 1, requests: 0 })
      expect(second?.durations).toEqual({ p50: null, p95: null, p99: null })
      expect(more).toEqual([])
    })

    it('counts an entry with an impossible time in the minute of its receipt', async () => {
      const store = await open()
      await append(store, { 'long ago': 0, 'far ahead': NOON + 300 * DAY }, { receivedAt: NOON })

      const series = await store.series({ projectId: 'p', from: NOON, to: NOON + HOUR, step: HOUR })

      expect(series).toMatchObject([{ time: NOON, entries: 2 }])
    })

    it('removes a day with all that was received on it', async () => {
      const store = await open()
      await append(store, { old: NOON - DAY }, { receivedAt: NOON - DAY })
      await append(store, { 'sent late': NOON - DAY }, { receivedAt: NOON })

      const days = await store.days()
      const freed = await store.dropDay('20260226')

      expect(days.map(({ day }) => day)).toEqual(['20260226', '20260227'])
      expect(freed).toBeGreaterThan(0)
      expect((await store.latest(session, 10)).map(messageOf)).toEqual(['sent late'])
      expect((await store.days()).map(({ day }) => day)).toEqual(['20260227'])
    })

    it('removes sessions from the timeline and from the search, and keeps the figures', async () => {
      const store = await open()
      const error = (sessionId: string) =>
        store.append({
          projectId: 'p',
          sessionId,
          receivedAt: NOON,
          entries: [consoleEntry(`failure of ${sessionId}`, { time: NOON, level: 'error' })],
        })
      await error('s')
      await error('t')

      await store.erase(['s'])

      const search = await store.search({
        projectId: 'p',
        kinds: ['error'],
        limit: 9,
        text: 'failure',
      })
      const series = await store.series({ projectId: 'p', from: NOON, to: NOON + DAY, step: DAY })
      expect(await store.latest(session, 10)).toEqual([])
      expect(search.hits.map(({ text }) => text)).toEqual(['failure of t'])
      expect(series).toMatchObject([{ errors: 2 }])
    })

    it('agrees with a plain list on every history', async () => {
      const store = await open()
      let runs = 0

      await fc.assert(
        fc.asyncProperty(anyHistory, anyQuestion, async (batches, asked) => {
          runs += 1
          const [projectId, sessionId] = [`p${runs}`, `s${runs}`]
          const model: WireEntry[] = []
          const keys = new Set<string>()
          for (const { key, entries, receivedAt } of batches) {
            const isNew = key === undefined || !keys.has(key)
            const { repeated } = await store.append({
              projectId,
              sessionId,
              receivedAt,
              entries,
              idempotencyKey: key,
            })
            expect(repeated).toBe(!isNew)
            if (isNew) model.push(...entries)
            if (key !== undefined) keys.add(key)
          }

          const until = NOON + asked.until
          const range = { sessionId, sessionCreatedAt: NOON - 2 * DAY, until }
          const expected = model
            .filter(({ timestamp }) => Date.parse(timestamp) <= until)
            .sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp))

          expect(plain(await store.latest(range, asked.limit))).toEqual(
            expected.slice(-asked.limit),
          )
          expect(plain(await allPages(store, range, asked.limit))).toEqual(expected)
          expect(await store.counts([range])).toEqual([countPlainly(expected)])

          const { hits } = await store.search({
            projectId,
            text: 'cart',
            kinds: ['error', 'warning'],
            limit: 200,
          })
          const notable = model.filter(({ level, type, payload }) => {
            const isProblem = type === 'console' && (level === 'error' || level === 'warn')
            return isProblem && String(payload.message).includes('cart')
          })
          expect(hits.map(({ text }) => text).sort()).toEqual(
            notable.map(({ payload }) => String(payload.message)).sort(),
          )

          const series = await store.series({ projectId, from: NOON, to: NOON + DAY, step: DAY })
          const isFailed = ({ payload }: WireEntry) => Number(payload.status) >= 400
          const errors = model.filter((entry) => entry.level === 'error' && !isFailed(entry))
          const figures = {
            entries: model.length,
            errors: errors.length,
            failedRequests: model.filter(isFailed).length,
          }
          expect(series).toMatchObject(model.length > 0 ? [figures] : [])
          expect(series).toHaveLength(model.length > 0 ? 1 : 0)
        }),
        { numRuns: 40 },
      )
    })
  })
}

const anyEntry = fc
  .record({
    time: fc.integer({ min: 0, max: 20 }),
    level: fc.constantFrom<WireEntry['level'][]>('error', 'warn', 'info', 'debug'),
    words: fc.constantFrom('the cart is empty', 'checkout', 'cart'),
    status: fc.option(fc.constantFrom(200, 404, 500), { freq: 2 }),
    id: fc.uuid(),
  })
  .map(({ time, level, words, status, id }) =>
    status === null
      ? consoleEntry(`${words} ${id}`, { time: NOON + time, level })
      : requestEntry(`/${id}`, { time: NOON + time, status }),
  )

/** Received well after it happened, so that `until` is judged by the entries' own time. */
const anyBatch = fc.record({
  entries: fc.array(anyEntry, { minLength: 1, maxLength: 6 }),
  key: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
  receivedAt: fc.constantFrom(NOON + HOUR, NOON + 2 * HOUR, NOON + DAY, NOON + 2 * DAY),
})

/** In order of receipt, as entries of equal time are. */
const anyHistory = fc
  .array(anyBatch, { maxLength: 8 })
  .map((batches) => batches.sort((a, b) => a.receivedAt - b.receivedAt))

const anyQuestion = fc.record({
  limit: fc.integer({ min: 1, max: 12 }),
  until: fc.integer({ min: 0, max: 20 }),
})

/** By time, and among equals by arrival: what a stable sort of a list gives as well. */
async function allPages(store: EventStore, range: EntryRange, limit: number) {
  const entries: StoredEntry[] = []
  let cursor: string | undefined
  do {
    const page = await store.page(range, { limit, cursor })
    entries.push(...page.entries)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return entries
}

const plain = (entries: readonly StoredEntry[]): WireEntry[] =>
  entries.map(({ entryId, ...entry }) => entry)

function countPlainly(entries: readonly WireEntry[]) {
  const count = (is: (entry: WireEntry) => boolean) => entries.filter(is).length
  return {
    error: count(({ level }) => level === 'error'),
    warn: count(({ level }) => level === 'warn'),
    network_failed: count(({ payload }) => Number(payload.status) >= 400),
    total: entries.length,
  }
}
