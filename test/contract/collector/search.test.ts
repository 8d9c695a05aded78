import { describe, expect, it } from 'vitest'

import { call, openSession, reportIssue, sendLogs } from '../../helpers/collector-client.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { consoleEntry, requestEntry } from '../../helpers/wire-entries.ts'

describe('the search of a project', () => {
  const collector = useCollector()
  const search = async (query: string) => {
    const { projectId, keys } = collector()
    const path = `GET /api/casefile/v1/projects/${projectId}/search?${query}`
    return call(collector(), path, { key: keys.project })
  }

  it('finds reports, errors, warnings and failed requests by their words', async () => {
    const sessionId = await openSession(collector())
    await sendLogs(collector(), sessionId, [
      consoleEntry('Voucher SUMMER could not be read', { level: 'error' }),
      consoleEntry('voucher is old', { level: 'warn' }),
      consoleEntry('voucher typed'),
      requestEntry('/api/voucher', { status: 502 }),
    ])
    const issueId = await reportIssue(collector(), sessionId, 'My voucher does not work')

    const { status, body } = await search('text=voucher')
    const errors = await search('text=voucher&kind=error')

    expect(status).toBe(200)
    expect(body.reports).toMatchObject([{ issueId, userDescription: 'My voucher does not work' }])
    expect(body.hits.map(({ kind }: { kind: string }) => kind)).toEqual([
      'failed-request',
      'warning',
      'error',
    ])
    expect(errors.body).toMatchObject({
      reports: [],
      hits: [{ sessionId, text: 'Voucher SUMMER could not be read' }],
    })
  })

  it('goes on where the page before ended', async () => {
    const sessionId = await openSession(collector())
    const logs = ['one', 'two', 'three'].map((name) =>
      consoleEntry(`paging ${name}`, { level: 'error' }),
    )
    await sendLogs(collector(), sessionId, logs)

    const first = await search('text=paging&limit=2')
    const second = await search(`text=paging&limit=2&cursor=${first.body.nextCursor}`)

    expect(first.body.hits).toHaveLength(2)
    expect(second.body.hits).toMatchObject([{ text: 'paging one' }])
    expect(second.body.nextCursor).toBeNull()
  })

  it.each(['cursor=x', 'from=2026-13-01T00:00:00Z', 'limit=0', 'kind=click'])(
    'refuses %s and names it',
    async (query) => {
      const { status, body } = await search(query)

      expect(status).toBe(400)
      expect(body.message).toContain(query.split('=')[1] === 'x' ? '"x"' : query.split('=')[0])
    },
  )
})

describe('the figures of a project', () => {
  const collector = useCollector()
  const series = (query: string) => {
    const { projectId, keys } = collector()
    const path = `GET /api/casefile/v1/projects/${projectId}/series?${query}`
    return call(collector(), path, { key: keys.project })
  }

  it('say what happened when, and how long requests took', async () => {
    const sessionId = await openSession(collector())
    await sendLogs(collector(), sessionId, [
      requestEntry('/a', { status: 200 }),
      requestEntry('/b', { status: 500 }),
      consoleEntry('x', { level: 'warn' }),
    ])

    const { body } = await series('step=1440')

    const totals = { entries: 0, errors: 0, warnings: 0, requests: 0, failedRequests: 0 }
    for (const step of body.steps) {
      for (const name of Object.keys(totals) as (keyof typeof totals)[]) totals[name] += step[name]
    }
    expect(totals).toEqual({ entries: 3, errors: 0, warnings: 1, requests: 2, failedRequests: 1 })
    expect(body.steps.at(-1).durations.p95).toBeCloseTo(20, 0)
  })

  it('are refused in more steps than anybody could look at', async () => {
    const { status, body } = await series(
      'from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z&step=1',
    )

    expect(status).toBe(400)
    expect(body.message).toMatch(/step is too short.*1500/)
  })
})
