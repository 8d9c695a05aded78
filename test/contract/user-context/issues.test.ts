import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import {
  call,
  openSession,
  readIssue,
  reportIssue,
  sendLogs,
} from '../../helpers/collector-client.ts'
import { analysedIssue } from '../../helpers/analysed-issue.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { consoleEntry, requestEntry } from '../../helpers/wire-entries.ts'

const messagesOf = (logs: { payload: { message: string } }[]) =>
  logs.map(({ payload }) => payload.message)

describe('an issue', () => {
  const collector = useCollector()
  const create = (body: object, headers: Record<string, string> = {}) =>
    call(collector(), 'POST /v1/issues', { key: collector().keys.capture, body, headers })

  it('is created with 201 and comes back as it was written', async () => {
    const sessionId = await openSession(collector())
    const metadata = {
      url: 'http://shop.test/cart',
      browser: 'Chromium 140',
      viewport: { width: 800, height: 600, pixelRatio: 2 },
      user: { id: '7', name: 'Ada' },
      nothing: null,
    }

    const { status, body } = await create({ sessionId, userDescription: ' It broke. ', metadata })
    const issue = await readIssue(collector(), body.issueId)

    expect(status).toBe(201)
    expect(issue).toMatchObject({
      issueId: body.issueId,
      sessionId,
      userDescription: 'It broke.',
      metadata,
      logs: [],
    })
    expect(Math.abs(Date.parse(issue.createdAt) - Date.now())).toBeLessThan(5000)
  })

  it('is analysed soon after', async () => {
    const sessionId = await openSession(collector())
    await sendLogs(collector(), sessionId, [requestEntry('/api/checkout', { status: 500 })])

    const issue = await analysedIssue(collector(), await reportIssue(collector(), sessionId))

    expect(issue).toMatchObject({
      ai_summary: expect.stringContaining('POST /api/checkout answered 500'),
      root_cause: expect.stringContaining('The server failed'),
      priority: 'P1',
      revenue_impact: expect.stringContaining('purchase'),
    })
    expect(issue.impact_score).toBeGreaterThan(50)
  })

  it('carries what came before a report that waited on its device, and judges by that', async () => {
    const sessionId = await openSession(collector())
    const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000
    await sendLogs(collector(), sessionId, [
      requestEntry('/api/before', { status: 500, time: minutesAgo(31) }),
      requestEntry('/api/after', { status: 500, time: minutesAgo(1) }),
    ])
    const reportedAt = new Date(minutesAgo(30)).toISOString()

    const { body } = await create({ sessionId, userDescription: 'Hm', metadata: { reportedAt } })
    const { ai_summary, logs } = await analysedIssue(collector(), body.issueId)

    expect(logs).toMatchObject([{ payload: { url: expect.stringContaining('/api/before') } }])
    expect(ai_summary).toContain('/api/before')
    expect(ai_summary).not.toContain('/api/after')
  })

  it.each(['1970-01-01T00:00:00Z', '2999-01-01T00:00:00Z', 'soon', 7])(
    'does not believe that it was reported at %j',
    async (reportedAt) => {
      const sessionId = await openSession(collector())
      await sendLogs(collector(), sessionId, [consoleEntry('just now')])

      const { body } = await create({ sessionId, userDescription: 'Hm', metadata: { reportedAt } })
      const { logs } = await readIssue(collector(), body.issueId)

      expect(messagesOf(logs)).toEqual(['just now'])
    },
  )

  it('cites entries that it carries', async () => {
    const sessionId = await openSession(collector())
    await sendLogs(collector(), sessionId, [requestEntry('/a'), requestEntry('/b')])

    const { analysis, logs } = await analysedIssue(
      collector(),
      await reportIssue(collector(), sessionId),
    )

    const known = logs.map(({ entryId }: { entryId: string }) => entryId)
    expect(analysis.evidence).toHaveLength(2)
    for (const { entryId } of analysis.evidence) expect(known).toContain(entryId)
  })

  it('takes 1 to 5000 characters, counted as people count them', async () => {
    const sessionId = await openSession(collector())
    const withText = async (userDescription: unknown) =>
      (await create({ sessionId, userDescription })).status

    expect(await withText('x')).toBe(201)
    expect(await withText(` ${'😀'.repeat(5000)} `)).toBe(201)
    expect(await withText('😀'.repeat(5001))).toBe(400)
    expect(await withText('')).toBe(400)
    expect(await withText(' \n\t ')).toBe(400)
    expect(await withText(5)).toBe(400)
  })

  it.each([
    ['sessionId', { userDescription: 'x' }],
    ['userDescription', { sessionId: 'x' }],
    ['metadata', { sessionId: 'x', userDescription: 'x', metadata: 'text' }],
    ['metadata.url', { sessionId: 'x', userDescription: 'x', metadata: { url: 7 } }],
  ])('names %s when it is missing or wrong', async (field, body) => {
    const reply = await create(body)

    expect([reply.status, reply.body.error]).toEqual([400, 'VALIDATION_ERROR'])
    expect(reply.body.message).toContain(field)
  })

  it('needs a session of the same project', async () => {
    const other = await addProject(collector().data)
    const theirs = await openSession(collector(), other.keys.capture)

    for (const sessionId of [randomUUID(), theirs]) {
      const { status, body } = await create({ sessionId, userDescription: 'x' })
      expect([status, body.error]).toEqual([404, 'NOT_FOUND'])
    }
  })

  it('is created once for a key, however often it is sent', async () => {
    const sessionId = await openSession(collector())
    const headers = { 'idempotency-key': randomUUID() }
    const send = () => create({ sessionId, userDescription: 'once' }, headers)

    const replies = [...(await Promise.all([send(), send(), send()])), await send()]

    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(new Set(replies.map(({ body }) => body.issueId)).size).toBe(1)
  })

  it('carries what happened before it and nothing that happened after', async () => {
    const sessionId = await openSession(collector())
    await sendLogs(collector(), sessionId, [consoleEntry('before', { time: Date.now() - 1000 })])
    const issueId = await reportIssue(collector(), sessionId)
    await sendLogs(collector(), sessionId, [
      consoleEntry('after', { time: Date.now() + 1000 }),
      consoleEntry('late', { time: Date.now() - 60_000 }),
    ])

    const { logs } = await readIssue(collector(), issueId)

    expect(messagesOf(logs)).toEqual(['late', 'before'])
  })

  it('carries what had arrived by then even when the page’s clock runs ahead', async () => {
    const sessionId = await openSession(collector())
    const ahead = 90_000
    const now = Date.now() + ahead
    await sendLogs(collector(), sessionId, [consoleEntry('arrived', { time: now })])
    const issueId = await reportIssue(collector(), sessionId)
    await sendLogs(collector(), sessionId, [
      consoleEntry('delivered late', { time: now - 1000 }),
      consoleEntry('after', { time: now + 10_000 }),
    ])

    const { logs } = await readIssue(collector(), issueId)

    expect(messagesOf(logs)).toEqual(['delivered late', 'arrived'])
  })

  it('carries the latest 1000 entries, oldest first, also while the session goes on', async () => {
    const sessionId = await openSession(collector())
    const start = Date.now() - 100_000
    const batch = (first: number, time: number) =>
      Array.from({ length: 100 }, (_, index) =>
        consoleEntry(String(first + index), { time: time + first + index }),
      )
    for (let first = 0; first < 1100; first += 100) {
      await sendLogs(collector(), sessionId, batch(first, start))
    }
    const issueId = await reportIssue(collector(), sessionId)
    await sendLogs(collector(), sessionId, batch(5000, Date.now() + 1000))

    const { logs } = await readIssue(collector(), issueId)

    expect(messagesOf(logs)).toEqual(Array.from({ length: 1000 }, (_, index) => `${index + 100}`))
  })
})
