import { afterEach, expect, it, onTestFinished, vi } from 'vitest'

import { freshStore } from '../../helpers/fresh-store.ts'
import { type Asked, makePage } from '../../helpers/make-page.ts'

const OURS = 'https://ours.example'
const THEIRS = 'https://theirs.example'

const HOUR = 60 * 60_000

const SOON = { timeout: 10_000 }

const page = { key: 'new', endpoint: OURS }
const former = { key: 'former', endpoint: OURS }
const product = { key: 'product', endpoint: THEIRS }

let clock: { mockRestore(): void } | undefined

afterEach(() => clock?.mockRestore())

const refuse = (refused: string) => (asked: Asked) =>
  asked.key === refused && asked.path !== '/v1/sessions'
    ? new Response(null, { status: 401 })
    : undefined

it('delivers what waits under a former key, with that key, after its own', async () => {
  const device = freshStore()
  await makePage(device, former).leaveWith(1, 2)
  const next = makePage(device, page)
  await next.record(3)

  await next.delivery.flush()

  await vi.waitFor(() => expect(next.sent()).toHaveLength(2), SOON)
  expect(next.sent()).toEqual([
    [OURS, 'new', [3]],
    [OURS, 'former', [1, 2]],
  ])
  await vi.waitFor(async () => expect(await device.store.keys(['batch'])).toEqual([]), SOON)
})

it('sends what another product left to nobody but its own collector, with its own key', async () => {
  const device = freshStore()
  await makePage(device, product).leaveWith(1)
  await makePage(device, { ...product, endpoint: 'https://before.example' }).leaveWith(2)
  const next = makePage(device, page)

  await next.delivery.flush()

  await vi.waitFor(() => expect(next.sent()).toHaveLength(2), SOON)
  expect(next.sent()).toEqual(
    expect.arrayContaining([
      [THEIRS, 'product', [1]],
      ['https://before.example', 'product', [2]],
    ]),
  )
  expect(next.asked.filter(({ key }) => key === 'new')).toEqual([])
  expect(next.asked.filter(({ endpoint }) => endpoint === OURS)).toEqual([])
})

it('asks nobody and looks once where nothing waits under another key', async () => {
  const device = freshStore()
  const next = makePage(device, page)
  const keys = vi.spyOn(IDBObjectStore.prototype, 'getAllKeys')
  onTestFinished(() => keys.mockRestore())
  const looks = () => keys.mock.calls.filter(([range]) => isEverything(range)).length
  await next.record(1)

  await next.delivery.flush()
  await vi.waitFor(() => expect(looks()).toBe(1))
  await next.record(2)
  await next.delivery.flush()

  expect(looks()).toBe(1)
  expect(next.asked.map(({ path }) => path)).toEqual([
    '/v1/sessions',
    '/v1/sessions/at-ours.example/logs',
    '/v1/sessions/at-ours.example/logs',
  ])
})

it('sends segments of a page that died to the collector that its key is known to have', async () => {
  const device = freshStore()
  const dead = makePage(device, product)
  await dead.record(1)
  await dead.delivery.flush()
  await dead.record(2)
  dead.delivery.stop()
  later(11_000)
  const next = makePage(device, page)

  await next.delivery.flush()

  await vi.waitFor(() => expect(next.sent()).toEqual([[THEIRS, 'product', [2]]]), SOON)
})

it('leaves segments of a tab that may live to that tab', async () => {
  const device = freshStore()
  const living = makePage(device, former)
  await living.leaveWith(1)
  const neighbour = makePage(device, former)
  await neighbour.record(2)
  const next = makePage(device, page)

  await next.delivery.flush()

  await vi.waitFor(() => expect(next.sent()).toEqual([[OURS, 'former', [1]]]), SOON)
  expect(await device.store.keys(['segment', 'former'])).toHaveLength(1)
})

it('leaves segments whose collector nobody knows, until they are too old', async () => {
  const device = freshStore()
  await makePage(device, product).record(1)
  const segments = () => device.store.keys(['segment', 'product'])
  later(11_000)
  const asked = await deliverFormer(device)
  expect(await segments()).toHaveLength(1)

  later(25 * HOUR)
  asked.push(...(await deliverFormer(device)))

  await vi.waitFor(async () => expect(await segments()).toEqual([]), SOON)
  expect(asked.filter(({ key }) => key === 'product')).toEqual([])
})

it('sends nothing that its own page held back, and drops it when it is too old', async () => {
  const device = freshStore()
  await makePage(device, { ...product, held: true }).record(1)
  await makePage(device, product).leaveWith(2)
  later(11_000)
  const next = makePage(device, page)
  await next.delivery.flush()
  await vi.waitFor(() => expect(next.sent()).toEqual([[THEIRS, 'product', [2]]]), SOON)
  expect(await messages(device, 'segment')).toEqual(['message 1'])
  next.delivery.stop()

  later(25 * HOUR)
  const nextDay = makePage(device, page)
  await nextDay.delivery.flush()

  await vi.waitFor(async () => expect(await messages(device, 'segment')).toEqual([]), SOON)
  expect(nextDay.asked).toEqual([])
})

it('keeps what another product left for a day, however soon its own gets old', async () => {
  const device = freshStore()
  await makePage(device, former).leaveWith(1)
  await makePage(device, product).leaveWith(2)
  later(2 * HOUR)
  const next = makePage(device, { ...page, maxBufferAge: HOUR })

  await next.delivery.flush()

  await vi.waitFor(() => expect(next.sent()).toEqual([[THEIRS, 'product', [2]]]), SOON)
  await vi.waitFor(async () => expect(await messages(device, 'batch')).toEqual([]), SOON)
})

it('delivers reports and runs of a former key, and tells the page what became of the report', async () => {
  const device = freshStore()
  const before = makePage(device, { ...former, answer: () => new Response(null, { status: 503 }) })
  expect(await before.report('It is broken')).toMatchObject({ stored: 'device' })
  before.delivery.stop()
  await device.store.write([
    {
      put: ['report', 'former', 'agent', Date.now(), 'run-1'],
      value: { path: '/v1/custom', sessionId: 'visit', time: Date.now(), held: false, body: '{}' },
    },
  ])
  later(HOUR)
  const settled: object[] = []
  const next = makePage(device, { ...page, onSettled: (one) => !!settled.push(one) })

  await next.delivery.flush()

  await vi.waitFor(() => expect(settled).toMatchObject([{ outcome: 'arrived' }]), SOON)
  expect(next.asked.map(({ key, path }) => [key, path])).toEqual([
    ['former', '/v1/sessions'],
    ['former', '/v1/custom'],
    ['former', '/v1/sessions'],
    ['former', '/v1/issues'],
  ])
  expect(await device.store.keys(['report'])).toEqual([])
})

it('does not tell one product what became of the report of another', async () => {
  const device = freshStore()
  const before = makePage(device, { ...product, answer: () => new Response(null, { status: 503 }) })
  await before.report('It is broken')
  before.delivery.stop()
  later(HOUR)
  const settled: object[] = []
  const next = makePage(device, { ...page, onSettled: (one) => !!settled.push(one) })

  await next.delivery.flush()

  await vi.waitFor(
    async () => expect(await device.store.keys(['report', 'product', 'settled'])).toHaveLength(1),
    SOON,
  )
  expect(settled).toEqual([])
})

it('goes on with its own when a former key is refused, whose entries go when they are too old', async () => {
  const device = freshStore()
  await makePage(device, former).leaveWith(1)
  await makePage(device, former).leaveWith(2)
  const answer = refuse('former')
  const next = makePage(device, { ...page, answer })
  await next.record(3)

  await next.delivery.flush()
  await vi.waitFor(() => expect(next.sent()).toHaveLength(2), SOON)
  await next.record(4)
  await next.delivery.flush()

  expect(next.sent()).toEqual([
    [OURS, 'new', [3]],
    [OURS, 'former', [1]],
    [OURS, 'new', [4]],
  ])
  expect(await device.store.keys(['batch', 'former'])).toHaveLength(2)
  expect(await device.store.keys(['pace', 'new'])).toEqual([])
  next.delivery.stop()

  later(25 * HOUR)
  const nextDay = makePage(device, { ...page, answer })
  await nextDay.delivery.flush()
  await vi.waitFor(async () => expect(await messages(device, 'batch')).toEqual([]), SOON)
  nextDay.delivery.stop()

  // What tells of that is taken by nobody either.
  later(50 * HOUR)
  const dayAfter = makePage(device, { ...page, answer })
  await dayAfter.delivery.flush()
  const left = async () => [
    ...(await device.store.keys(['batch'])),
    ...(await device.store.keys(['segment'])),
  ]
  await vi.waitFor(async () => expect(await left()).toEqual([]), SOON)
})

it('sends nothing of others while the page is paused, and the rest when it goes on', async () => {
  const device = freshStore()
  await makePage(device, former).leaveWith(1)
  await makePage(device, former).leaveWith(2)
  let isRecording = false
  const next = makePage(device, {
    ...page,
    isRecording: () => isRecording,
    answer({ path }) {
      if (path.endsWith('/logs')) isRecording = false
      return undefined
    },
  })
  const waiting = () => device.store.keys(['batch', 'former'])

  await next.delivery.flush()
  await next.record(3)
  await next.delivery.flush()
  expect(next.sent()).toEqual([[OURS, 'new', [3]]])

  for (const left of [1, 0]) {
    isRecording = true
    await vi.waitFor(async () => {
      await next.delivery.flush()
      expect(await waiting()).toHaveLength(left)
    }, SOON)
  }
  expect(next.sent()).toEqual([
    [OURS, 'new', [3]],
    [OURS, 'former', [1]],
    [OURS, 'former', [2]],
  ])
})

it.each(['forget', 'stop'] as const)('sends nothing of others any more after %s', async (end) => {
  const device = freshStore()
  await makePage(device, former).leaveWith(1)
  await makePage(device, former).leaveWith(2)
  const next = makePage(device, {
    ...page,
    answer({ path }) {
      if (path.endsWith('/logs')) next.delivery[end]()
      return undefined
    },
  })

  await next.delivery.flush()
  await vi.waitFor(() => expect(next.sent()).toEqual([[OURS, 'former', [1]]]), SOON)
  await vi.waitFor(async () => expect(await navigator.locks.query()).toMatchObject({ held: [] }))

  expect(next.sent()).toEqual([[OURS, 'former', [1]]])
  expect(await messages(device, 'batch')).toContain('message 2')
})

/** A page that has delivered what the former key left: by then it has looked at others too. */
async function deliverFormer(device: ReturnType<typeof freshStore>) {
  await makePage(device, former).leaveWith(1)
  const next = makePage(device, page)
  await next.delivery.flush()
  await vi.waitFor(() => expect(next.sent()).toEqual([[OURS, 'former', [1]]]), SOON)
  next.delivery.stop()
  return next.asked
}

/** What lies in records of that kind. */
async function messages({ store }: ReturnType<typeof freshStore>, kind: string): Promise<string[]> {
  return JSON.stringify(await store.list([kind])).match(/message \d/g) ?? []
}

/** Sets the clock that much ahead of its time. */
function later(ms: number): void {
  clock?.mockRestore()
  const { now } = Date
  clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + ms)
}

function isEverything(range: unknown): boolean {
  return range instanceof IDBKeyRange && Array.isArray(range.lower) && range.lower.length === 0
}
