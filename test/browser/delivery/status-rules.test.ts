import { describe, expect, it } from 'vitest'

import { accept, makeDelivery, type Script, status } from '../../helpers/make-delivery.ts'

const html = (code: number) =>
  new Response('<!doctype html><title>Welcome</title>', {
    status: code,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })

const networkFailure = () => Promise.reject(new TypeError('Failed to fetch'))

/** The first batch is answered so, the others are accepted. */
const first =
  (answer: () => Response | Promise<Response>): Script =>
  (_, index) =>
    index === 0 ? answer() : accept()

describe('what cannot be taken now', () => {
  it.each<[string, () => Response | Promise<Response>]>([
    ['a network failure, a redirect, or an answer without CORS', networkFailure],
    ['a web page in place of an answer', () => html(200)],
    ['408', () => status(408)],
    ['425', () => status(425)],
    ['429', () => status(429)],
    ['500', () => status(500)],
    ['502 as a web page', () => html(502)],
    ['503', () => status(503)],
    ['504', () => status(504)],
    ['522', () => status(522)],
  ])('waits on the device and goes again, as the same batch: %s', async (_, answer) => {
    const { delivery, record, sent, got, waiting, losses } = makeDelivery({ batch: first(answer) })
    await record(1, 2)

    await delivery.flush()
    expect(await waiting()).toEqual([1, 2])
    await delivery.flush()

    expect(sent()).toEqual([
      [1, 2],
      [1, 2],
    ])
    const keys = got.flatMap(({ headers }) => headers.get('idempotency-key') ?? [])
    expect(new Set(keys).size).toBe(1)
    expect(await waiting()).toEqual([])
    expect(await losses()).toEqual([])
  })
})

describe('what is refused', () => {
  it.each([400, 413])(
    'is halved after %s until what is wrong is alone, dropped, counted',
    async (code) => {
      const { delivery, record, sent, waiting, losses } = makeDelivery({
        batch: ({ entries }) => (entries.includes(3) ? status(code) : accept()),
      })
      await record(1, 2, 3, 4)

      await delivery.flush()

      expect(sent()).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [4]])
      expect(await losses()).toEqual([['rejected', 1]])
      expect(await waiting()).toEqual([])
    },
  )

  it('is halved when a proxy says as a web page that it is too large', async () => {
    const { delivery, record, sent } = makeDelivery({ batch: first(() => html(413)) })
    await record(1, 2)

    await delivery.flush()

    expect(sent()).toEqual([[1, 2], [1], [2]])
  })

  it.each([401, 403])('is kept after %s, and nothing is asked again on this page', async (code) => {
    const { delivery, record, sent, waiting, losses } = makeDelivery({ batch: () => status(code) })
    await record(1)
    await delivery.flush()
    await record(2)

    delivery.leave()
    delivery.notice()

    expect(sent()).toEqual([[1]])
    expect(await waiting()).toEqual([1, 2])
    expect(await losses()).toEqual([])
  })

  it('goes to a session made anew after 404, as the same batch', async () => {
    const { delivery, record, got, waiting } = makeDelivery({ batch: first(() => status(404)) })
    await record(1)

    await delivery.flush()

    expect(got.map(({ path }) => path)).toEqual([
      '/v1/sessions',
      '/v1/sessions/remote/logs',
      '/v1/sessions',
      '/v1/sessions/remote/logs',
    ])
    const [, before, , after] = got.map(({ headers }) => headers.get('idempotency-key'))
    expect(after).toBe(before)
    expect(await waiting()).toEqual([])
  })

  it('waits when the session made anew is unknown as well', async () => {
    const { delivery, record, sent, waiting } = makeDelivery({ batch: () => status(404) })
    await record(1)

    await delivery.flush()

    expect(sent()).toEqual([[1], [1]])
    expect(await waiting()).toEqual([1])
  })

  it.each([402, 405, 406, 409, 410, 415, 422, 451])(
    'is dropped and counted after %s',
    async (code) => {
      const { delivery, record, waiting, losses } = makeDelivery({ batch: () => status(code) })
      await record(1, 2)

      await delivery.flush()

      expect(await losses()).toEqual([['rejected', 2]])
      expect(await waiting()).toEqual([])
    },
  )
})

describe('a session that is not made', () => {
  it.each([0, 401, 429, 503])('keeps what is there after %s', async (code) => {
    const { delivery, record, sent, waiting } = makeDelivery({
      batch: accept,
      session: () => (code ? status(code) : networkFailure()),
    })
    await record(1)

    await delivery.flush()

    expect(sent()).toEqual([])
    expect(await waiting()).toEqual([1])
  })
})

it('follows no redirect, whose target may be asked with GET', async () => {
  const { delivery, record, got } = makeDelivery({ batch: accept })
  await record(1)

  await delivery.flush()

  expect(got.map(({ redirect }) => redirect)).toEqual(['error', 'error'])
})
