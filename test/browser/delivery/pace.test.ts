import { describe, expect, it, vi } from 'vitest'

import { createPace } from '../../../src/delivery/pace.ts'
import { freshStore } from '../../helpers/fresh-store.ts'
import { accept, makeDelivery, status } from '../../helpers/make-delivery.ts'

const KEY = ['pace', 'project', 'https://collector.example']
const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('the pace of a collector that is down', () => {
  it('holds for every page of the device, and ends with the first success', async () => {
    const { store } = freshStore()
    const [first, second] = [createPace(KEY, store, () => 0), createPace(KEY, store, () => 0)]

    expect(await first.ask({ force: false })).toBe(0)
    expect(await first.failed()).toBe(500)
    expect(await first.failed(30_000)).toBe(30_000)
    expect(await second.ask({ force: false })).toBeGreaterThan(29_000)

    expect(await second.ask({ force: true })).toBe(0)
    await second.succeeded()
    expect(await first.ask({ force: false })).toBe(0)
    expect(await store.list([])).toEqual([])
  })

  it('lets one probe through when it is due', async () => {
    const { store } = freshStore()
    const pages = Array.from({ length: 5 }, () => createPace(KEY, store, () => 0))
    await store.write([{ put: KEY, value: { failures: 3, until: Date.now() - 1, wait: 2_000 } }])

    const waits = await Promise.all(pages.map((page) => page.ask({ force: false })))

    expect(waits.filter((wait) => wait === 0)).toHaveLength(1)
  })

  it('waits an hour at most, whatever it is asked for, and not everybody alike', async () => {
    const { store } = freshStore()

    expect(await createPace(KEY, store, () => 0).failed(30 * HOUR)).toBe(HOUR)
    expect(await createPace(KEY, store, () => 1).failed(30 * HOUR)).toBeCloseTo(1.1 * HOUR)
  })

  it('does not wait for a clock that was set back', async () => {
    const { store } = freshStore()
    const value = { failures: 1, until: Date.now() + 2 * HOUR, wait: MINUTE }
    await store.write([{ put: KEY, value }])

    expect(await createPace(KEY, store).ask({ force: false })).toBe(0)
  })

  it('does not take the moment itself for a clock that was set back', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(1_790_000_000_123)
    const waits: number[] = []
    for (let draw = 0.001; draw < 0.05; draw += 0.001) {
      const pace = createPace(KEY, freshStore().store, () => draw)
      await pace.failed(2 * MINUTE)
      waits.push(await pace.ask({ force: false }))
    }
    vi.restoreAllMocks()

    expect(Math.min(...waits)).toBeGreaterThan(MINUTE)
  })
})

describe('a page whose collector is down', () => {
  it.each([
    ['seconds', () => '120'],
    ['a date', () => new Date(Date.now() + 2 * MINUTE + 1_000).toUTCString()],
  ])('tells the next page of a Retry-After in %s', async (_, header) => {
    const before = makeDelivery({
      batch: () => status(429, { 'retry-after': header() }),
      extensions: [],
    })
    await before.record(1)
    await before.delivery.flush()
    before.delivery.stop()

    const pace = createPace(
      ['pace', before.device.project, 'https://collector.example'],
      before.store,
    )
    const wait = await pace.ask({ force: false })

    expect(wait).toBeGreaterThan(1.9 * MINUTE)
    expect(wait).toBeLessThan(2.3 * MINUTE)
  })

  it('is not asked by the pages after it, until the network is back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    try {
      const before = makeDelivery({ batch: () => status(503, { 'retry-after': '600' }) })
      await before.record(1)
      await before.delivery.flush()
      before.delivery.stop()

      const after = makeDelivery({ batch: accept, device: before.device })
      after.delivery.notice()
      await vi.advanceTimersByTimeAsync(60_000)
      await drained(after.device.store)
      expect(after.got).toEqual([])

      window.dispatchEvent(new Event('online'))
      await vi.waitFor(() => expect(after.sent()).toEqual([[1]]))
    } finally {
      vi.useRealTimers()
    }
  })
})

/** Behind everything that was asked of the store so far, and what was asked when that was answered. */
async function drained(store: { list(prefix: []): Promise<unknown> }): Promise<void> {
  for (let step = 0; step < 20; step += 1) await store.list([])
}
