import { randomUUID } from 'node:crypto'

import { beforeAll, describe, expect, it } from 'vitest'

import { call, openSession, reportIssue, sendLogs } from '../../helpers/collector-client.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { consoleEntry, requestEntry } from '../../helpers/wire-entries.ts'

const COUNT = 25

describe('GET /v1/projects/:id/issues', () => {
  const collector = useCollector()
  const newestFirst: string[] = []
  const list = (query = '', projectId = collector().projectId) =>
    call(collector(), `GET /v1/projects/${projectId}/issues${query}`, {
      key: collector().keys.project,
    })
  const idsOf = (issues: { issueId: string }[]) => issues.map(({ issueId }) => issueId)

  beforeAll(async () => {
    const sessionId = await openSession(collector())
    await sendLogs(collector(), sessionId, [
      consoleEntry('a', { level: 'error' }),
      consoleEntry('b', { level: 'warn' }),
      requestEntry('/c', { status: 404 }),
      requestEntry('/d', { status: 200 }),
    ])
    for (let count = 0; count < COUNT; count += 1) {
      newestFirst.unshift(await reportIssue(collector(), sessionId, `Issue ${count}`))
    }
    await sendLogs(collector(), sessionId, [
      consoleEntry('after', { level: 'error', time: Date.now() + 5000 }),
      requestEntry('/late', { status: 503, time: Date.now() - 60_000 }),
    ])
  })

  it('gives the newest 20 with the total, and the rest on the second page', async () => {
    const first = await list()
    const second = await list('?page=2')

    expect(first.body).toMatchObject({ total: COUNT, page: 1 })
    expect(second.body).toMatchObject({ total: COUNT, page: 2 })
    expect(idsOf([...first.body.issues, ...second.body.issues])).toEqual(newestFirst)
  })

  it('gives the details of an issue without its entries', async () => {
    const { body } = await list('?limit=1')

    expect(body.issues[0]).not.toHaveProperty('logs')
    expect(body.issues[0]).toMatchObject({
      userDescription: `Issue ${COUNT - 1}`,
      metadata: { url: 'http://shop.test/checkout' },
    })
  })

  it('counts the entries up to each issue, late ones included', async () => {
    const { body } = await list('?limit=1')

    expect(body.issues[0].entryCounts).toEqual({ error: 3, warn: 1, network_failed: 2, total: 5 })
  })

  it('is empty past the end, with the true total', async () => {
    const { status, body } = await list('?page=9')

    expect(status).toBe(200)
    expect(body).toEqual({ issues: [], total: COUNT, page: 9 })
  })

  it('takes a limit from 1 to 100', async () => {
    expect((await list('?limit=1')).body.issues).toHaveLength(1)
    expect((await list('?limit=100')).body.issues).toHaveLength(COUNT)
  })

  it.each([
    'page=0',
    'page=-1',
    'page=x',
    'page=1.5',
    'limit=0',
    'limit=101',
    'limit=',
    'limit=ten',
  ])('refuses %s', async (query) => {
    const { status, body } = await list(`?${query}`)

    expect([status, body.error]).toEqual([400, 'VALIDATION_ERROR'])
    expect(body.message).toContain(query.split('=')[0])
  })

  it('knows no other project', async () => {
    const { status, body } = await list('', randomUUID())

    expect([status, body.error]).toEqual([404, 'NOT_FOUND'])
  })
})
