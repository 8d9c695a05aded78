import { randomBytes, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { call, openSession, type Call } from '../../helpers/collector-client.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const BASE = '/api/casefile/v1'

describe('the replay of a session', () => {
  const collector = useCollector()
  const upload = (sessionId: string, body: unknown, options: Call = {}) =>
    call(collector(), `POST ${BASE}/sessions/${sessionId}/replay`, {
      key: collector().keys.capture,
      body,
      ...options,
    })
  const list = async (sessionId: string, query = '') => {
    const path = `GET ${BASE}/sessions/${sessionId}/replay${query}`
    return (await call(collector(), path, { key: collector().keys.project })).body.chunks
  }
  const download = async (chunkId: string) => {
    // `fetch` unpacks, as the inbox's does.
    const response = await fetch(`${collector().url}${BASE}/replay-chunks/${chunkId}`, {
      headers: { 'x-api-key': collector().keys.project },
    })
    return { encoding: response.headers.get('content-encoding'), body: await response.json() }
  }

  it('is stored in chunks and comes back as it was recorded', async () => {
    const sessionId = await openSession(collector())
    const events = [
      { type: 4, timestamp: 1000, data: { href: 'http://shop.test/', width: 1, height: 2 } },
      { type: 2, timestamp: 1001.5, data: { node: { id: 1, text: 'naïve 🛒' } }, delay: -3 },
    ]

    const { status, body } = await upload(sessionId, { events })
    const [chunk] = await list(sessionId)

    expect(status).toBe(202)
    expect(chunk).toMatchObject({ ...body, firstTime: 1000, lastTime: 1002, eventCount: 2 })
    expect(await download(body.chunkId)).toEqual({ encoding: 'gzip', body: { events } })
  })

  it('is listed oldest first, up to a moment', async () => {
    const sessionId = await openSession(collector())
    for (const timestamp of [3000, 1000, 2000]) {
      await upload(sessionId, { events: [{ type: 3, timestamp }] })
    }
    const times = (chunks: { firstTime: number }[]) => chunks.map(({ firstTime }) => firstTime)

    expect(times(await list(sessionId))).toEqual([1000, 2000, 3000])
    expect(times(await list(sessionId, '?until=1970-01-01T00:00:02Z'))).toEqual([1000, 2000])
  })

  it('takes packed chunks', async () => {
    const sessionId = await openSession(collector())
    const body = gzipSync(JSON.stringify({ events: [{ type: 3, timestamp: 1 }] }))

    const { status } = await upload(sessionId, body, { headers: { 'content-encoding': 'gzip' } })

    expect(status).toBe(202)
  })

  it('takes up to 10 MiB unpacked', async () => {
    const sessionId = await openSession(collector())
    const ofBytes = (bytes: number) => ({
      events: [{ type: 3, timestamp: 1, data: randomBytes(bytes / 2).toString('hex') }],
    })

    expect((await upload(sessionId, ofBytes(10 * 1024 * 1024 - 1024))).status).toBe(202)
    const { status, body } = await upload(
      sessionId,
      gzipSync(JSON.stringify(ofBytes(10 * 1024 * 1024 + 1024))),
      { headers: { 'content-encoding': 'gzip' } },
    )
    expect([status, body.error]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
  })

  it('keeps a chunk once for a key, also when it arrives several times at once', async () => {
    const sessionId = await openSession(collector())
    const headers = { 'idempotency-key': randomUUID() }
    const send = () => upload(sessionId, { events: [{ type: 3, timestamp: 1 }] }, { headers })

    const replies = [...(await Promise.all([send(), send(), send()])), await send()]

    expect(new Set(replies.map(({ body }) => body.chunkId)).size).toBe(1)
    expect(await list(sessionId)).toHaveLength(1)
    expect((await download(replies[0]?.body.chunkId)).body.events).toHaveLength(1)
  })

  it.each([[{}], [{ events: [] }], [{ events: [{ type: 3 }] }], [{ events: 'all' }]])(
    'refuses %j',
    async (body) => {
      const sessionId = await openSession(collector())
      const reply = await upload(sessionId, body)

      expect([reply.status, reply.body.error]).toEqual([400, 'VALIDATION_ERROR'])
    },
  )

  it('is not shown to another project', async () => {
    const other = await addProject(collector().data)
    const sessionId = await openSession(collector())
    const { body } = await upload(sessionId, { events: [{ type: 3, timestamp: 1 }] })

    const reply = await call(collector(), `GET ${BASE}/replay-chunks/${body.chunkId}`, {
      key: other.keys.project,
    })

    expect([reply.status, reply.body.error]).toEqual([404, 'NOT_FOUND'])
  })
})
