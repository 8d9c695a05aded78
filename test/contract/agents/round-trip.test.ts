import { describe, expect, it } from 'vitest'

import { newStory, STORIES, type SentStory, type Story } from '../../helpers/agent-stories.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const collector = useCollector()
const iso = (time: number) => new Date(time).toISOString()

describe.each(Object.keys(STORIES))('a run that came as %s', (format) => {
  const send = async (story: Story, more: readonly SentStory[] = []) => {
    const { url, keys } = collector()
    for (const { path, body } of [...(STORIES[format]?.(story) ?? []), ...more]) {
      const answer = await sendRequest(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.ingest}` },
        body: JSON.stringify(body),
      })
      expect(answer.status, `${path}: ${answer.text}`).toBe(200)
    }
  }
  const read = async (path: string, key = collector().keys.read) => {
    const headers = { authorization: `Bearer ${key}` }
    const answer = await sendRequest(collector().url + path, { method: 'GET', headers })
    expect(answer.status, `${path}: ${answer.text}`).toBe(200)
    return JSON.parse(answer.text)
  }

  it('is told by the run API', async () => {
    const story = newStory()
    await send(story)

    const { run } = await read(`/v1/runs/${story.runId}?source=prod`)
    expect(run).toMatchObject({
      run_id: story.runId,
      session_id: story.sessionId,
      source: 'prod',
      agent: 'support-agent',
      status: 'ok',
      start_time: iso(story.startTime),
      end_time: iso(story.startTime + 1000),
      duration_ms: 1000,
      prompt: 'weather?',
      response: '72F',
      models: ['mock-1'],
      step_count: 1,
      tool_call_count: 1,
      prompt_tokens: 10,
      prompt_cached_tokens: 2,
      completion_tokens: 5,
    })
    expect(run.steps).toMatchObject([{ model_used: 'mock-1', prompt_uncached_tokens: 8 }])
    const [call] = run.tool_calls
    expect(call).toMatchObject({ tool_name: 'get_weather', status: 'ok' })
    expect(JSON.parse(call.args)).toEqual({ city: 'SF' })
    expect(JSON.parse(call.result)).toEqual({ temp: 72 })

    const { session } = await read(`/v1/sessions/${story.sessionId}`)
    expect(session.messages).toMatchObject([
      { role: 'user', content: 'weather?', run_id: story.runId },
      { role: 'assistant', content: '72F', run_id: story.runId },
    ])
  })

  it('is told by the trace API', async () => {
    const story = newStory()
    await send(story)

    const { items } = await read(`/api/v1/traces?sessionId=${story.sessionId}`)
    const { events } = await read(`/traces/${story.runId}`)

    expect(items).toMatchObject([
      { traceId: story.runId, startedAt: iso(story.startTime), agentName: 'support-agent' },
    ])
    expect(items[0].okCount).toBe(items[0].eventCount)
    const call = events.find((event: { toolName: string }) => event.toolName === 'get_weather')
    expect(call).toMatchObject({
      sessionId: story.sessionId,
      status: 'ok',
      requestJson: { city: 'SF' },
      responseJson: { temp: 72 },
    })
  })

  it('is told by the session traces', async () => {
    const story = newStory()
    await send(story)

    const base = `/api/projects/${collector().projectId}/sessions/${story.sessionId}`
    const { traces, total } = await read(`${base}/traces?include=metrics`)
    const { metrics } = await read(`${base}/metrics`)

    const types = traces.map(({ type }: { type: string }) => type)
    expect(new Set(types)).toEqual(new Set(['llm_call', 'tool_call', 'tool_result', 'response']))
    expect(total).toBe(4)
    expect(metrics).toMatchObject({
      tokens: { input: 10, output: 5, total: 15 },
      toolCallCount: 1,
      toolSuccessRate: 1,
    })
  })

  it('stands once when it is sent twice', async () => {
    const story = newStory()
    await send(story)
    await send(story)

    const { runs, total } = await read(
      `/v1/runs?source=prod&range=1d&session_id=${story.sessionId}`,
    )
    expect(total).toBe(1)
    expect(runs).toMatchObject([{ step_count: 1, tool_call_count: 1, prompt_tokens: 10 }])
  })
})
