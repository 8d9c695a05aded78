import { describe, expect, it, vi } from 'vitest'

import type { RecordedEvent } from '../../../src/protocol/index.ts'
import { makeEvent } from '../../helpers/make-buffer.ts'
import { accept, type DeliveryFixture, makeDelivery, status } from '../../helpers/make-delivery.ts'

type Page = ReturnType<typeof makeDelivery>

/** A page that knows its session already, as one does that has delivered something. */
async function openPage(fixture: Partial<DeliveryFixture> = {}) {
  let answer: DeliveryFixture['batch'] = accept
  const page = makeDelivery({ batch: (...args) => answer(...args), ...fixture })
  await page.record(0)
  await page.delivery.flush()
  page.got.length = 0
  return {
    ...page,
    answer: (next: DeliveryFixture['batch']) => {
      answer = next
    },
  }
}

function recordLarge({ writeAhead }: Pick<Page, 'writeAhead'>, seq: number, bytes: number) {
  const event = { ...makeEvent(seq), message: 'x'.repeat(bytes) } as RecordedEvent
  writeAhead.add({ event, sessionId: 's' })
}

const outliving = ({ got }: Pick<Page, 'got'>) =>
  got.filter(({ keepalive }) => keepalive).map(({ entries }) => entries)

const tellPage = (type: string, target: EventTarget = window) =>
  target.dispatchEvent(new Event(type))

describe('a page that is left', () => {
  it('sends its last words in one request, and forgets them when they have arrived', async () => {
    const page = await openPage()
    recordLarge(page, 1, 10)

    page.delivery.leave()
    tellPage('pagehide')

    await vi.waitFor(async () => expect(await page.waiting()).toEqual([]))
    expect(outliving(page)).toEqual([[1]])
    tellPage('pageshow')
  })

  it('sends of much no more than leaves the page itself its room, and keeps the rest', async () => {
    const page = await openPage()
    for (const seq of [1, 2, 3, 4, 5, 6]) recordLarge(page, seq, 10_000)

    page.delivery.leave()
    tellPage('pagehide')

    await vi.waitFor(async () => expect(await page.waiting()).toEqual([4, 5, 6]))
    expect(outliving(page)).toEqual([[1], [2], [3]])
    tellPage('pageshow')
  })

  it('keeps what the browser had no room for', async () => {
    const page = await openPage()
    page.answer(() => Promise.reject(new TypeError('Failed to fetch')))
    recordLarge(page, 1, 10)

    page.delivery.leave()
    tellPage('pagehide')
    await vi.waitFor(() => expect(outliving(page)).toEqual([[1]]))

    expect(await page.waiting()).toEqual([1])
  })

  it('sends its last words again when it is back and never hears what became of them', async () => {
    const page = await openPage()
    page.answer(({ keepalive }) => (keepalive ? new Promise(() => {}) : accept()))
    recordLarge(page, 1, 10)
    page.delivery.leave()
    tellPage('pagehide')
    await vi.waitFor(() => expect(outliving(page)).toEqual([[1]]))

    tellPage('pageshow')

    await vi.waitFor(async () => expect(await page.waiting()).toEqual([]), 8_000)
    expect(page.sent()).toEqual([[1], [1]])
  })

  it('says nothing to a collector that has asked for time', async () => {
    const page = await openPage()
    page.answer(() => status(503, { 'retry-after': '60' }))
    await page.record(1)
    await page.delivery.flush()
    recordLarge(page, 2, 10)

    page.delivery.leave()

    expect(outliving(page)).toEqual([])
    expect(await page.waiting()).toEqual([1, 2])
  })

  it.each(['pagehide', 'freeze'])(
    'ends on %s the request it waits for, and frees the lock',
    async (type) => {
      const page = await openPage()
      page.answer(() => new Promise(() => {}))
      await page.record(1)
      const flushed = page.delivery.flush()
      await vi.waitFor(() => expect(page.sent()).toEqual([[1]]))

      tellPage(type, type === 'freeze' ? document : window)
      await flushed
      const { held = [] } = await navigator.locks.query()

      expect(held.filter(({ name }) => name?.includes(page.device.project))).toEqual([])
      page.answer(accept)
      tellPage(type === 'freeze' ? 'resume' : 'pageshow', type === 'freeze' ? document : window)
      await vi.waitFor(async () => expect(await page.waiting()).toEqual([]))
      expect(page.sent()).toEqual([[1], [1]])
    },
  )
})

describe('a page that is hidden and lives', () => {
  it('delivers what its last words had no room for', async () => {
    const page = await openPage()
    for (const seq of [1, 2, 3, 4, 5, 6]) recordLarge(page, seq, 10_000)

    page.delivery.leave()

    await vi.waitFor(async () => expect(await page.waiting()).toEqual([]))
    expect(outliving(page)).toEqual([[1], [2], [3]])
    expect(page.sent().flat()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('sends nothing twice while its last words are on their way', async () => {
    const page = await openPage()
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    page.answer(async ({ entries }) => {
      if (entries.includes(1)) await arrived
      return accept()
    })
    recordLarge(page, 1, 10)
    page.delivery.leave()
    await page.record(2)
    const read = vi.spyOn(page.store, 'list')
    const flushed = page.delivery.flush()
    // It has read the batch that is on its way, and would send it in the same task.
    await vi.waitFor(() => expect(read).toHaveBeenCalledWith(['batch', page.device.project], 10))
    await Promise.all(read.mock.results.map(({ value }) => value as Promise<unknown>))
    await new Promise((resolve) => setTimeout(resolve))
    arrive()
    await flushed

    expect(page.sent()).toEqual([[1], [2]])
    expect(await page.waiting()).toEqual([])
  })

  it('delivers what is recorded later', async () => {
    const page = await openPage()
    page.delivery.leave()

    await page.record(1)
    await page.delivery.flush()

    expect(page.sent()).toEqual([[1]])
  })
})
