import { randomUUID } from 'node:crypto'

import { expect, it } from 'vitest'

import { analysedIssue } from '../../helpers/analysed-issue.ts'
import { call, readIssue, reportIssue } from '../../helpers/collector-client.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const collector = useCollector()

it('a failed tool call of the session is the cause that an issue names, also when it comes later', async () => {
  const externalSessionId = randomUUID()
  const { keys } = collector()
  const session = await call(collector(), 'POST /v1/sessions', {
    key: keys.capture,
    body: { externalSessionId },
  })
  const begin = Date.now() - 2000
  const issueId = await reportIssue(collector(), session.body.sessionId, 'Wren lost my order')
  await analysedIssue(collector(), issueId)

  await call(collector(), 'POST /v1/custom', {
    key: keys.ingest,
    body: {
      type: 'batch',
      items: [
        {
          ...{ type: 'run', run_id: 'lost-order', session_id: externalSessionId, status_code: 0 },
          ...{ start_time: iso(begin), end_time: iso(begin + 900) },
          ...{ prompt: { user_prompt: 'Where is my order?' }, response: 'I do not know.' },
        },
        {
          ...{ type: 'tool_call', run_id: 'lost-order', tool_call_id: 'c1', status_code: 2 },
          ...{ start_time: iso(begin + 100), end_time: iso(begin + 200) },
          ...{ tool_name: 'track_order', status_message: 'Order service answered <b>500</b>' },
        },
      ],
    },
  })

  await expect
    .poll(async () => (await readIssue(collector(), issueId)).root_cause, { timeout: 10_000 })
    .toContain('track_order')
  const { analysis } = await readIssue(collector(), issueId)
  expect(analysis.evidence).toMatchObject([{ runId: 'lost-order' }])

  const exported = await call(collector(), `GET /v1/issues/${issueId}/export`, {
    key: keys.project,
  })
  expect(exported.body.markdown).toContain('### Agents')
  expect(exported.body.markdown).toContain(
    'Tool `track_order` failed: Order service answered \\<b\\>500',
  )
})

function iso(time: number): string {
  return new Date(time).toISOString()
}
