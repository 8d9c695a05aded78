import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { call, openSession, sendLogs, type Call } from '../../helpers/collector-client.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

describe('POST /v1/sessions/:id/logs', () => {
  const collector = useCollector()
  const post = (sessionId: string, body: unknown, options: Call = {}) =>
    call(collector(), `POST /v1/sessions/${sessionId}/logs`, {
      key: collector().keys.capture,
      body,
      ...options,
    })
  const stored = async (sessionId: string) => {
    const path = `GET /api/casefile/v1/sessions/${sessionId}/entries?limit=1000`
    const { body } = await call(collector(), path, { key: collector().keys.project })
    return body.entries
  }

  it('answers 202 with the number of entries once they are stored', async () => {
    const sessionId = await openSession(collector())
    const logs = [consoleEntry('one'), consoleEntry('two')]

    const { status, body } = await post(sessionId, { logs })

    expect(status).toBe(202)
    expect(body).toEqual({ accepted: 2 })
    expect(await stored(sessionId)).toMatchObject(logs)
  })

  it('fills in eventType and eventMetadata when they are missing', async () => {
    const sessionId = await openSession(collector())
    const { eventType: _type, eventMetadata: _metadata, ...entry } = consoleEntry('bare')

    await post(sessionId, { logs: [entry] })

    expect(await stored(sessionId)).toMatchObject([{ eventType: 'log', eventMetadata: {} }])
  })

  it('orders by timestamp and then by arrival', async () => {
    const sessionId = await openSession(collector())
    const time = Date.now()

    await sendLogs(collector(), sessionId, [
      consoleEntry('third', { time }),
      consoleEntry('second', { time: time - 1 }),
    ])
    await sendLogs(collector(), sessionId, [
      consoleEntry('fourth', { time }),
      consoleEntry('first', { time: time - 2 }),
    ])

    const messages = (await stored(sessionId)).map(
      (entry: { payload: { message: string } }) => entry.payload.message,
    )
    expect(messages).toEqual(['first', 'second', 'third', 'fourth'])
  })

  it('takes 100 entries and refuses none and 101', async () => {
    const sessionId = await openSession(collector())
    const entries = (count: number) => Array.from({ length: count }, () => consoleEntry('x'))

    expect((await post(sessionId, { logs: entries(100) })).status).toBe(202)
    expect((await post(sessionId, { logs: entries(101) })).body.error).toBe('VALIDATION_ERROR')
    expect((await post(sessionId, { logs: [] })).body.error).toBe('VALIDATION_ERROR')
  })

  it.each([
    ['type', { type: 'dom' }],
    ['level', { level: 'fatal' }],
    ['payload', { payload: ['not', 'an', 'object'] }],
    ['payload', { payload: 'text' }],
    ['payload', { payload: null }],
    ['timestamp', { timestamp: 'yesterday' }],
    ['timestamp', { timestamp: 1_700_000_000_000 }],
    ['timestamp', { timestamp: '2026-02-27T12:00:00' }],
    ['timestamp', { timestamp: '2016-12-31T23:59:60Z' }],
    ['eventType', { eventType: 'scroll' }],
    ['eventMetadata', { eventMetadata: 7 }],
    ['type', { type: undefined }],
    ['level', { level: undefined }],
    ['payload', { payload: undefined }],
    ['timestamp', { timestamp: undefined }],
  ])('refuses the batch and names the place of a bad %s (%j)', async (field, change) => {
    const sessionId = await openSession(collector())
    const logs = [consoleEntry('good'), consoleEntry('good'), { ...consoleEntry('bad'), ...change }]

    const { status, body } = await post(sessionId, { logs })

    expect(status).toBe(400)
    expect(body.error).toBe('VALIDATION_ERROR')
    expect(body.message).toContain('logs[2]')
    expect(body.message).toContain(field)
    expect(await stored(sessionId)).toEqual([])
  })

  it('takes an entry of 64 KiB and names a larger one', async () => {
    const sessionId = await openSession(collector())
    const overhead = Buffer.byteLength(JSON.stringify(consoleEntry('')))
    const ofBytes = (bytes: number) => consoleEntry('x'.repeat(bytes - overhead))

    expect((await post(sessionId, { logs: [ofBytes(65_536)] })).status).toBe(202)
    const refused = await post(sessionId, { logs: [consoleEntry('small'), ofBytes(65_537)] })
    expect(refused.status).toBe(400)
    expect(refused.body.message).toContain('logs[1]')
  })

  it('takes a full batch of the largest entries', async () => {
    const sessionId = await openSession(collector())
    const logs = Array.from({ length: 100 }, () => consoleEntry('x'.repeat(65_000)))

    expect((await post(sessionId, { logs })).status).toBe(202)
  })

  it('answers 404 for an unknown session and for one of another project', async () => {
    const other = await addProject(collector().data)
    const theirs = await openSession(collector(), other.keys.capture)

    for (const sessionId of [randomUUID(), 'no-id', theirs]) {
      const { status, body } = await post(sessionId, { logs: [consoleEntry('x')] })
      expect([status, body.error]).toEqual([404, 'NOT_FOUND'])
    }
  })

  it('gives the first answer again for a key it knows, and stores nothing', async () => {
    const sessionId = await openSession(collector())
    const headers = { 'idempotency-key': randomUUID() }

    const first = await post(
      sessionId,
      { logs: [consoleEntry('a'), consoleEntry('b')] },
      { headers },
    )
    const again = await post(sessionId, { logs: [consoleEntry('c')] }, { headers })

    expect(first.body).toEqual({ accepted: 2 })
    expect([again.status, again.body]).toEqual([202, { accepted: 2 }])
    expect(await stored(sessionId)).toHaveLength(2)
  })

  it('stores a batch once when it arrives several times at once', async () => {
    const sessionId = await openSession(collector())
    const headers = { 'idempotency-key': randomUUID() }

    const replies = await Promise.all(
      Array.from({ length: 10 }, () => post(sessionId, { logs: [consoleEntry('a')] }, { headers })),
    )

    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(202))
    expect(await stored(sessionId)).toHaveLength(1)
  })

  it('keeps the keys of two projects apart', async () => {
    const other = await addProject(collector().data)
    const headers = { 'idempotency-key': randomUUID() }
    const mine = await openSession(collector())
    const theirs = await openSession(collector(), other.keys.capture)

    await post(mine, { logs: [consoleEntry('a')] }, { headers })
    const reply = await post(
      theirs,
      { logs: [consoleEntry('b'), consoleEntry('c')] },
      { headers, key: other.keys.capture },
    )

    expect(reply.body).toEqual({ accepted: 2 })
  })

  it('refuses an Idempotency-Key of more than 200 characters', async () => {
    const sessionId = await openSession(collector())
    const body = { logs: [consoleEntry('a')] }
    const withKey = (length: number) =>
      post(sessionId, body, { headers: { 'idempotency-key': 'k'.repeat(length) } })

    expect((await withKey(200)).status).toBe(202)
    expect((await withKey(201)).status).toBe(400)
  })

  it('unpacks a gzip body', async () => {
    const sessionId = await openSession(collector())
    const body = gzipSync(JSON.stringify({ logs: [consoleEntry('packed')] }))

    const { status } = await post(sessionId, body, { headers: { 'content-encoding': 'gzip' } })

    expect(status).toBe(202)
    expect(await stored(sessionId)).toHaveLength(1)
  })

  it('stops unpacking a body that grows beyond the limit', async () => {
    const sessionId = await openSession(collector())
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))

    const { status, body } = await post(sessionId, bomb, {
      headers: { 'content-encoding': 'gzip' },
    })

    expect([status, body.error]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
  })

  it.each([
    ['gzip', 'not gzip at all', 400, 'VALIDATION_ERROR'],
    ['br', '{}', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses a body that claims to be %s', async (encoding, body, status, error) => {
    const sessionId = await openSession(collector())

    const reply = await post(sessionId, body, { headers: { 'content-encoding': encoding } })

    expect([reply.status, reply.body.error]).toEqual([status, error])
  })

  it('leaves out a key that could reach a prototype and keeps the rest', async () => {
    const sessionId = await openSession(collector())
    const entry = JSON.stringify(consoleEntry('kept')).replace(
      '"message"',
      '"__proto__":{"polluted":true},"constructor":{"prototype":1},"message"',
    )

    const { status } = await post(sessionId, `{"logs":[${entry}]}`)

    expect(status).toBe(202)
    expect(await stored(sessionId)).toMatchObject([{ payload: { message: 'kept' } }])
  })
})
