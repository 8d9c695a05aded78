import { describe, expect, it } from 'vitest'

import { analysedIssue } from '../../helpers/analysed-issue.ts'
import { call, openSession, reportIssue, sendLogs } from '../../helpers/collector-client.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { requestEntry } from '../../helpers/wire-entries.ts'

describe('GET /v1/issues/:id/export', () => {
  const collector = useCollector()

  it('gives the issue as Markdown, from the heading to the failed requests', async () => {
    const sessionId = await openSession(collector())
    await sendLogs(collector(), sessionId, [requestEntry('/api/checkout', { status: 500 })])
    const issueId = await reportIssue(collector(), sessionId)
    await analysedIssue(collector(), issueId)

    const { status, body } = await call(collector(), `GET /v1/issues/${issueId}/export`, {
      key: collector().keys.project,
    })

    expect(status).toBe(200)
    expect(
      body.markdown.startsWith('## Issue: Checkout button does nothing\n\n**Priority:** P1\n'),
    ).toBe(true)
    const order = ['**Impact:**', '### Summary', '### Probable cause', '### Environment']
    const places = [...order, '### Network errors'].map((text) => body.markdown.indexOf(text))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
  })
})
