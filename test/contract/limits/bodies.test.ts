import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

import { call, openSession } from '../../helpers/collector-client.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const MEGABYTE = 1024 * 1024

/** Every route that takes a body from pages, with its limit. */
const ROUTES = [
  { route: 'POST /v1/sessions', limit: 16 * 1024 },
  { route: 'POST /v1/sessions/:id/logs', limit: 8 * MEGABYTE },
  { route: 'POST /v1/issues', limit: 256 * 1024 },
  { route: 'POST /api/casefile/v1/sessions/:id/replay', limit: 10 * MEGABYTE },
]

describe('a body', () => {
  const collector = useCollector()
  const post = async (route: string, body: string | Uint8Array, encoding?: string) => {
    const sessionId = await openSession(collector())
    return call(collector(), route.replace(':id', sessionId), {
      key: collector().keys.capture,
      body,
      headers: encoding ? { 'content-encoding': encoding } : {},
    })
  }

  it.each(ROUTES)(
    'over the limit of $route is refused with the limit',
    async ({ route, limit }) => {
      const large = `{"externalSessionId":"${'x'.repeat(limit)}"}`

      const sent = await post(route, large)
      const packed = await post(
        route,
        gzipSync(large.slice(0, -2) + noise(limit / 100) + '"}'),
        'gzip',
      )

      expect([sent.status, sent.body.error]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
      expect(sent.body.message).toBe(
        `The body is larger than the ${limit} bytes that this endpoint accepts`,
      )
      expect(packed.status).toBe(413)
      expect(packed.body.message).toMatch(`larger than ${limit} bytes when unpacked`)
    },
  )

  it.each(ROUTES)('that is a bomb is refused early at $route', async ({ route, limit }) => {
    const bomb = gzipSync(Buffer.alloc(4 * MEGABYTE, ' '))

    const { status, body } = await post(route, bomb, 'gzip')

    expect([status, body.error]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
    expect(body.message).toMatch(limit < MEGABYTE ? /when unpacked/ : /250 times as large/)
  })

  it('may be dense when it is small', async () => {
    const entry = consoleEntry('x'.repeat(60_000))
    const body = gzipSync(JSON.stringify({ logs: Array(16).fill(entry) }))

    expect((await post('POST /v1/sessions/:id/logs', body, 'gzip')).status).toBe(202)
  })

  it.each(ROUTES)('that is packed otherwise is refused at $route', async ({ route }) => {
    for (const encoding of ['br', 'deflate', 'gzip, gzip', 'x']) {
      const { status, body } = await post(route, '{}', encoding)
      expect([status, body.error]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
    }
  })

  const HOSTILE = {
    'nested deeply': (size: number) => '['.repeat(size / 2) + ']'.repeat(size / 2),
    'objects nested deeply': (size: number) =>
      '{"a":'.repeat(size / 6) + '1' + '}'.repeat(size / 6),
    'one long array': (size: number) => `[${'0,'.repeat(size / 2)}0]`,
    'one object of many keys': (size: number) =>
      `{${Array.from({ length: size / 12 }, (_, index) => `"k${index}":0`).join()}}`,
    'prototype keys in rows': (size: number) => `[${'{"__proto__":{"x":1}},'.repeat(size / 22)}0]`,
  }

  it.each(Object.keys(HOSTILE) as (keyof typeof HOSTILE)[])(
    'of JSON that is %s neither breaks nor stalls any route',
    async (kind) => {
      for (const { route, limit } of ROUTES) {
        const json = HOSTILE[kind](limit * 0.9)
        const inEntry = JSON.stringify({ ...consoleEntry(''), payload: 0 }).replace(
          '"payload":0',
          `"payload":{"deep":${HOSTILE[kind](40_000)}}`,
        )
        const bodies = [
          json,
          `{"logs":${json},"events":${json},"metadata":${json},"externalSessionId":"x"}`,
          `{"logs":[${inEntry}]}`,
          `{"events":[{"type":3,"timestamp":1,"data":${HOSTILE[kind](40_000)}}]}`,
          `{"sessionId":"x","userDescription":"x","metadata":{"a":${HOSTILE[kind](40_000)}}}`,
        ]
        for (const body of bodies) {
          const answered = post(route, body)
          const health = await call(collector(), 'GET /health')

          expect(health.status).toBe(200)
          expect((await answered).status).toBeLessThan(500)
        }
      }
    },
  )
})

/** Text that does not shrink. */
function noise(length: number): string {
  let text = ''
  for (let index = 0; text.length < length; index += 1)
    text += Math.sin(index).toString(36).slice(3)
  return text
}
