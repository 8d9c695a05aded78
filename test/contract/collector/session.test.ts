import { randomUUID } from 'node:crypto'

import { expect, it } from 'vitest'

import { batchOf, runItem } from '../../helpers/agent-items.ts'
import { call, openSession, reportIssue } from '../../helpers/collector-client.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const collector = useCollector()
const read = (sessionId: string) =>
  call(collector(), `GET /api/casefile/v1/sessions/${sessionId}`, { key: collector().keys.project })

it('names the reports of a session, the newest first, and of no other', async () => {
  const sessionId = await openSession(collector())
  const first = await reportIssue(collector(), sessionId, 'It hangs')
  const second = await reportIssue(collector(), sessionId, 'It still hangs')
  await reportIssue(collector(), await openSession(collector()), 'Something else')

  const { body } = await read(sessionId)

  expect(body).toMatchObject({ sessionId, projectId: collector().projectId })
  expect(body.reports).toMatchObject([
    { issueId: second, userDescription: 'It still hangs' },
    { issueId: first, userDescription: 'It hangs' },
  ])
})

it('answers 404 for a session that does not exist', async () => {
  expect((await read('00000000-0000-4000-8000-000000000000')).status).toBe(404)
})

it('is found by the id its client gave it, and tells how many runs of agents name that', async () => {
  const { keys, projectId } = collector()
  const externalSessionId = randomUUID()
  const created = await call(collector(), 'POST /v1/sessions', {
    key: keys.capture,
    body: { externalSessionId },
  })
  const runs = batchOf(
    runItem({ session_id: externalSessionId }),
    runItem({ session_id: externalSessionId }),
    runItem({ session_id: 'another' }),
  )
  await call(collector(), 'POST /v1/custom', {
    headers: { authorization: `Bearer ${keys.ingest}` },
    body: runs,
  })
  const find = (id: string) =>
    call(
      collector(),
      `GET /api/casefile/v1/projects/${projectId}/sessions?${new URLSearchParams({ externalSessionId: id })}`,
      { key: keys.project },
    )

  const { sessionId } = created.body
  const expected = { sessionId, externalSessionId, runCount: 2, reports: [] }
  expect((await find(externalSessionId)).body.sessions).toMatchObject([expected])
  expect((await read(sessionId)).body).toMatchObject(expected)
  expect((await find('another')).body).toEqual({ sessions: [] })
})
