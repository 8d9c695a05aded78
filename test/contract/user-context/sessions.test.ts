import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { useCollector } from '../../helpers/use-collector.ts'

describe('POST /v1/sessions', () => {
  const collector = useCollector()
  const create = (externalSessionId: unknown, key = collector().keys.capture) =>
    call(collector(), 'POST /v1/sessions', { key, body: { externalSessionId } })

  it('creates a session with 201 and gives the same one with 200 afterwards', async () => {
    const externalId = randomUUID()

    const first = await create(externalId)
    const second = await create(externalId)

    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.body.sessionId).toBe(first.body.sessionId)
  })

  it('lists what it understands beyond the documented API', async () => {
    const { body } = await create(randomUUID())

    expect(body.extensions).toEqual([
      'idempotency',
      'gzip',
      'replay',
      'metadata',
      'disabled',
      'runs',
    ])
  })

  it('takes an id with spaces around it as the id without them', async () => {
    const externalId = randomUUID()

    const plain = await create(externalId)
    const padded = await create(`  ${externalId}\n`)

    expect(padded.status).toBe(200)
    expect(padded.body.sessionId).toBe(plain.body.sessionId)
  })

  it('answers one 201 and otherwise 200 when many ask at once', async () => {
    const externalId = randomUUID()

    const replies = await Promise.all(Array.from({ length: 20 }, () => create(externalId)))

    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(19)
    expect(new Set(replies.map(({ body }) => body.sessionId)).size).toBe(1)
  })

  it('counts characters, not code units, up to 255', async () => {
    const longest = '🛒'.repeat(254)

    expect((await create(`${longest}x`)).status).toBe(201)
    expect((await create(`${longest}xy`)).status).toBe(400)
  })

  it.each([[''], ['   '], [7], [null], [undefined], [['a']]])('refuses %j as an id', async (id) => {
    const { status, body } = await create(id)

    expect(status).toBe(400)
    expect(body).toMatchObject({ statusCode: 400, error: 'VALIDATION_ERROR' })
    expect(body.message).toContain('externalSessionId')
  })

  it('keeps the same id in two projects apart', async () => {
    const other = await addProject(collector().data)
    const externalId = randomUUID()

    const mine = await create(externalId)
    const theirs = await create(externalId, other.keys.capture)

    expect(theirs.status).toBe(201)
    expect(theirs.body.sessionId).not.toBe(mine.body.sessionId)
  })
})
