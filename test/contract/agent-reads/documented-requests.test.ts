import { beforeAll, describe, expect, it } from 'vitest'

import { batchOf, runItem, stepItem, toolCallItem } from '../../helpers/agent-items.ts'
import { call } from '../../helpers/collector-client.ts'
import { read } from '../../helpers/read-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'

/** The requests that the pages of the documented APIs show, as they show them. */
const CONTEXT_COMPANY = [
  '/v1/runs?source=prod&range=1d&limit=10',
  '/v1/runs?source=prod&range=1d&limit=5',
  '/v1/runs/abc123?source=prod',
  '/v1/sessions?range=2w&limit=10',
  '/v1/sessions/session-xyz',
  '/v1/metrics?range=1M',
  '/v1/models?range=2w',
  '/v1/tools?range=2w',
  '/v1/failures?range=1d&order_by=events&direction=desc',
  '/v1/feedback?range=1M',
  '/v1/feedback/runs?range=2w&limit=10',
  '/v1/patterns?range=2w',
  '/v1/patterns/user-frustration/runs?range=1M&limit=20',
  '/v1/insights',
]
const KONTEXT = [
  '/api/v1/traces?limit=20&offset=0',
  '/api/v1/traces/stats?period=7d',
  '/api/v1/traces/abc123',
  '/api/v1/mcp-events?limit=5',
]
const SESSION_TRACES = [
  '?limit=50&offset=0&sortBy=lastActivityAt&sortDir=desc',
  '/session-xyz/traces',
  '/session-xyz/traces?eventType=decision',
  '/session-xyz/traces?decisionKind=handoff',
  '/session-xyz/traces/step-1/children',
  '/session-xyz/traces?include=metrics',
  '/session-xyz/traces?limit=1&offset=0&types=llm_call%2Ctool_call',
  '/session-xyz/metrics',
  '/session-xyz/analysis',
  '/export?format=csv',
  '/generations',
]

describe('a run that came by the documented way in', () => {
  const collector = useCollector()

  beforeAll(async () => {
    const now = Date.now()
    const times = {
      start_time: new Date(now - 2000).toISOString(),
      end_time: new Date(now - 1000).toISOString(),
    }
    const prompt = { user_prompt: 'Weather in London?' }
    const metadata = { 'tcc.agent': 'support-agent', 'tcc.userId': 'user-123', plan: 'pro' }
    const run = { run_id: 'abc123', session_id: 'session-xyz', prompt, metadata, ...times }
    const body = batchOf(
      runItem({ ...run, status_code: 2, status_message: 'Gave up' }),
      stepItem('abc123', { step_id: 'step-1', model_used: 'm', ...times }),
      toolCallItem('abc123', { ...times, status_code: 2, status_message: 'No connection' }),
    )
    const { ingest: key } = collector().keys
    await call(collector(), 'POST /v1/custom', { key, body })
    const feedback = { runId: 'abc123', score: 'thumbs_down' }
    await call(collector(), 'POST /v1/feedback', { key, body: feedback })
  })

  it.each(CONTEXT_COMPANY)('answers GET %s', async (path) => {
    expect((await read(collector(), path)).status).toBe(200)
  })

  it.each(KONTEXT)('answers GET %s', async (path) => {
    expect((await read(collector(), path)).status).toBe(200)
  })

  it.each(SESSION_TRACES)('answers GET /api/projects/:projectId/sessions%s', async (path) => {
    const { projectId } = collector()

    const { status } = await read(collector(), `/api/projects/${projectId}/sessions${path}`)

    expect(status).toBe(200)
  })

  it('is the same run in every one of them', async () => {
    const sessions = `/api/projects/${collector().projectId}/sessions`
    const { run } = (await read(collector(), '/v1/runs/abc123?source=prod')).body
    const { trace, events } = (await read(collector(), '/traces/abc123')).body
    const { session } = (await read(collector(), `${sessions}/session-xyz`)).body
    const { failures } = (await read(collector(), '/v1/failures?range=1d')).body
    const page = (await read(collector(), '/v1/feedback/runs?range=1d')).body

    expect(run).toMatchObject({
      agent: 'support-agent',
      external_user_id: 'user-123',
      metadata: { plan: 'pro' },
      feedback: { score: 'thumbs_down' },
    })
    expect(trace).toMatchObject({ agentName: 'support-agent', eventCount: 2, errorCount: 1 })
    expect(events.map(({ status }: { status: string }) => status).sort()).toEqual([
      'error_remote',
      'ok',
    ])
    expect(session).toMatchObject({ agentName: 'support-agent', status: 'failed', errorCount: 2 })
    expect(failures).toHaveLength(2)
    expect((await read(collector(), `/v1/failures/${failures[0].failure_id}`)).status).toBe(200)
    expect(page.runs).toMatchObject([{ run_id: 'abc123' }])
    const agents = (await read(collector(), '/api/agents')).body
    expect(agents).toMatchObject({
      success: true,
      total: 1,
      agents: [{ id: trace.agentId, name: 'support-agent', runCount: 1 }],
    })
  })

  it('answers a question as it is shown', async () => {
    const { status, body } = await call(collector(), 'POST /v1/insight-search', {
      headers: { authorization: `Bearer ${collector().keys.read}` },
      body: { query: 'What are the most common failure patterns this week?' },
    })

    expect(status).toBe(200)
    expect(body.answer).toContain('no connection')
  })
})
