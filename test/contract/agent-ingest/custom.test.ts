import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { batchOf, runItem, stepItem, toolCallItem } from '../../helpers/agent-items.ts'
import { call, openSession } from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { storedRun, storedRuns } from '../../helpers/stored-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'

describe('POST /v1/custom', () => {
  const collector = useCollector()
  const send = (body: unknown, key = collector().keys.ingest) =>
    call(collector(), 'POST /v1/custom', { body, headers: { authorization: `Bearer ${key}` } })
  const stored = (runId: string) => storedRun(collector(), runId)

  it('stores a run with its steps and tool calls', async () => {
    const run = runItem({
      prompt: { user_prompt: 'weather?', system_prompt: 'be brief', full_input: '{"messages":[]}' },
      response: '72F',
      full_output: '{"raw":1}',
      session_id: 'session-abc',
      conversational: true,
      metadata: { plan: 'pro' },
      attributes: { 'langchain.graph_name': 'x' },
    })
    const step = stepItem(run.run_id, {
      step_id: 'step-1',
      prompt: '[{"role":"user","content":"hi"}]',
      response: 'calling',
      model_requested: 'gpt-4o',
      model_used: 'gpt-4o-2024-08-06',
      finish_reason: 'tool_calls',
      prompt_uncached_tokens: 120,
      prompt_cached_tokens: 30,
      completion_tokens: 45,
      real_total_cost: 0.0042,
      tool_definitions: '[{"name":"get_weather"}]',
      ttft_ms: 180.5,
    })
    const tool = toolCallItem(run.run_id, {
      tool_call_id: 'tc-1',
      tool_name: 'get_weather',
      args: '{"city": "SF"}',
      result: 'sunny',
    })

    const answer = await send(batchOf(run, step, tool))

    expect([answer.status, answer.body]).toEqual([200, { success: true, accepted: 3 }])
    expect(await stored(run.run_id)).toMatchObject({
      source: 'prod',
      sessionId: 'session-abc',
      conversational: true,
      startTime: Date.parse('2026-11-22T10:00:00.000Z'),
      endTime: Date.parse('2026-11-22T10:00:02.000Z'),
      prompt: 'weather?',
      systemPrompt: 'be brief',
      fullInput: '{"messages":[]}',
      response: '72F',
      fullOutput: '{"raw":1}',
      metadata: { plan: 'pro' },
      attributes: { 'langchain.graph_name': 'x' },
      framework: 'custom',
      promptTokens: 150,
      promptCachedTokens: 30,
      completionTokens: 45,
      cost: 0.0042,
      steps: [
        {
          spanId: 'step-1',
          prompt: '[{"role":"user","content":"hi"}]',
          response: 'calling',
          modelRequested: 'gpt-4o',
          modelUsed: 'gpt-4o-2024-08-06',
          finishReason: 'tool_calls',
          toolDefinitions: '[{"name":"get_weather"}]',
          timeToFirstToken: 180.5,
        },
      ],
      toolCalls: [
        { spanId: 'tc-1', toolName: 'get_weather', args: '{"city": "SF"}', result: 'sunny' },
      ],
    })
  })

  it('keeps steps and tool calls that come before their run', async () => {
    const run = runItem({ prompt: { user_prompt: 'p' }, session_id: 's' })

    await send(stepItem(run.run_id, { completion_tokens: 3 }))
    await send(toolCallItem(run.run_id))
    const scope = { projectId: collector().projectId, sources: ['prod'] as const }
    expect(await storedRuns(collector()).run(scope, run.run_id)).toBeUndefined()
    await send(run)

    expect(await stored(run.run_id)).toMatchObject({
      stepCount: 1,
      toolCallCount: 1,
      completionTokens: 3,
    })
  })

  it('adds what comes after the run, and nothing for what comes again', async () => {
    const run = runItem({ prompt: { user_prompt: 'p' } })
    const step = stepItem(run.run_id, { completion_tokens: 5, real_total_cost: 0.5 })
    for (const body of [run, step, step, batchOf(run, step), run]) await send(body)

    expect(await stored(run.run_id)).toMatchObject({
      stepCount: 1,
      completionTokens: 5,
      cost: 0.5,
      prompt: 'p',
    })
  })

  it('takes a run that failed without a prompt, and its children', async () => {
    const run = runItem({ status_code: 2, status_message: 'boom' })
    const failed = { status_code: 2, status_message: 'Parent run errored' }
    await send(
      batchOf(
        run,
        stepItem(run.run_id, { ...failed, response: '' }),
        toolCallItem(run.run_id, failed),
      ),
    )

    expect(await stored(run.run_id)).toMatchObject({
      statusCode: 2,
      statusMessage: 'boom',
      prompt: null,
      response: null,
      failedSpanCount: 2,
    })
  })

  it('tells ids of steps apart by their run', async () => {
    const [first, second] = [runItem(), runItem()]
    await send(batchOf(first, stepItem(first.run_id, { step_id: 'same', response: 'one' })))
    await send(batchOf(second, stepItem(second.run_id, { step_id: 'same', response: 'two' })))

    expect((await stored(first.run_id)).steps).toMatchObject([{ response: 'one' }])
    expect((await stored(second.run_id)).steps).toMatchObject([{ response: 'two' }])
  })

  it('counts no tokens below zero', async () => {
    const run = runItem()
    await send(
      batchOf(run, stepItem(run.run_id, { prompt_uncached_tokens: -20, prompt_cached_tokens: 50 })),
    )

    expect(await stored(run.run_id)).toMatchObject({ promptTokens: 50, promptCachedTokens: 50 })
  })

  it('takes what clients get nearly right', async () => {
    const run = runItem({
      start_time: '2025-01-01T00:00:00Z',
      end_time: '2025-01-01T00:00:00',
      response: null,
      conversational: 'true',
      session_id: null,
      unknown_field: [1],
    })
    const tool = toolCallItem(run.run_id, { tool_name: '', args: { a: 1 }, result: 7 })

    expect((await send(batchOf(run, tool))).status).toBe(200)
    expect(await stored(run.run_id)).toMatchObject({
      response: null,
      conversational: true,
      toolCalls: [{ toolName: 'unknown', args: '{"a":1}', result: '7' }],
    })
  })

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'The body is not valid JSON'],
    ['no object', [], 'The body must be an object'],
    ['an unknown type', { type: 'trace' }, 'type must be one of run, step, tool_call, batch'],
    ['a batch in a batch', batchOf(batchOf(runItem())), 'items[0].type must be one of'],
    ['a run without an id', runItem({ run_id: undefined }), 'The body must have "run_id"'],
    ['an empty id', runItem({ run_id: '' }), 'run_id must not have fewer than 1'],
    ['a long id', runItem({ run_id: 'x'.repeat(256) }), 'run_id must not have more than 255'],
    ['an id that is a number', runItem({ run_id: 7 }), 'run_id must be string'],
    ['no begin', runItem({ start_time: undefined }), 'The body must have "start_time"'],
    [
      'a begin that is no time',
      runItem({ start_time: 'now' }),
      'start_time must be an ISO 8601 time',
    ],
    [
      'an end before the begin',
      runItem({ end_time: '2026-11-22T09:59:59Z' }),
      'end_time must not be before',
    ],
    ['another status', runItem({ status_code: 3 }), 'status_code must be 0 or 2'],
    ['a prompt without the user’s', runItem({ prompt: {} }), 'prompt must have "user_prompt"'],
    ['metadata that are no object', runItem({ metadata: [] }), 'metadata must be object'],
    ['a step without an id', stepItem('x', { step_id: undefined }), 'must have "step_id"'],
    [
      'a tool call without a name',
      toolCallItem('x', { tool_name: undefined }),
      'must have "tool_name"',
    ],
    ['an empty batch', batchOf(), 'items must be a list of 1 to 1000 items'],
    [
      'too large a batch',
      batchOf(...Array.from({ length: 1001 }, () => runItem())),
      'items must be',
    ],
    [
      'one bad item',
      batchOf(runItem(), stepItem('x', { end_time: 1 })),
      'items[1].end_time must be string',
    ],
  ])('refuses %s, and names it', async (_, body, message) => {
    const answer = await send(body)

    expect([answer.status, answer.body]).toEqual([400, { error: expect.stringContaining(message) }])
  })

  it('stores nothing of a batch that it refuses', async () => {
    const run = runItem()
    await send(batchOf(run, { ...runItem(), run_id: 7 }))

    await expect(stored(run.run_id)).rejects.toThrow('no run')
  })

  it('takes equal times, and a thousand items', async () => {
    const time = '2026-11-22T10:00:00.000Z'
    const run = runItem({ start_time: time, end_time: time })
    const tools = Array.from({ length: 999 }, () => toolCallItem(run.run_id))

    expect((await send(batchOf(run, ...tools))).body).toEqual({ success: true, accepted: 1000 })
    expect((await stored(run.run_id)).toolCallCount).toBe(999)
  })

  it('refuses more than 10 MiB, sent or unpacked', async () => {
    const run = runItem({ response: 'x'.repeat(10 * 1024 * 1024) })
    const packed = gzipSync(
      Buffer.concat([
        Buffer.from('{"a":"'),
        Buffer.alloc(10_600_000, 'abcdefg'),
        Buffer.from('"}'),
      ]),
    )

    const answers = [
      await send(run),
      await call(collector(), 'POST /v1/custom', {
        key: collector().keys.ingest,
        body: packed,
        headers: { 'content-encoding': 'gzip' },
      }),
    ]

    for (const { status, body } of answers) {
      expect([status, body]).toEqual([413, { error: expect.any(String) }])
    }
  })

  it('knows who may send, and says so in its own shape', async () => {
    const { keys } = collector()
    const bare = await call(collector(), 'POST /v1/custom', { body: runItem() })
    const unknown = await send(runItem(), 'tcc_prod_nobody')
    const reader = await send(runItem(), keys.read)

    for (const { status, headers, body } of [bare, unknown]) {
      expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer'])
      expect(body).toEqual({ error: expect.any(String) })
    }
    expect([reader.status, reader.body]).toEqual([403, { error: expect.any(String) }])
    expect((await send(runItem(), keys.project)).status).toBe(200)
  })

  it('writes the source of the key, and the sources know nothing of each other', async () => {
    const { projectId, keys } = await addProject(collector().data)
    const run = runItem({ response: 'prod' })
    await send(run, keys.ingest)

    expect(keys.ingest).toMatch(/^tcc_prod_/)
    expect(await storedRun({ ...collector(), projectId }, run.run_id, ['prod'])).toMatchObject({
      source: 'prod',
    })
    await expect(storedRun({ ...collector(), projectId }, run.run_id, ['dev'])).rejects.toThrow()
    await expect(stored(run.run_id)).rejects.toThrow('no run')
  })

  it('takes secrets out of everything before it is stored, and leaves JSON text a text', async () => {
    const run = runItem({
      status_code: 2,
      status_message: 'boom Authorization: Bearer sk-EXAMPLE password=hunter2 ok',
      prompt: { user_prompt: 'my mail is jane@example.com' },
      response: 'your key is sk-proj-abcdefghijklmnop1234',
      metadata: { note: 'card 4111 1111 1111 1111', 'tcc.userId': 'jane@example.com' },
    })
    const tool = toolCallItem(run.run_id, {
      args: '{"user": "jane", "password": "hunter2"}',
      result: '{"token_count": 7, "ok": true}',
    })
    await send(batchOf(run, tool))

    const text = JSON.stringify(await stored(run.run_id))
    for (const secret of ['sk-EXAMPLE', 'hunter2', 'sk-proj-', '4111 1111'])
      expect(text).not.toContain(secret)
    expect(await stored(run.run_id)).toMatchObject({
      statusMessage: 'boom Authorization=[REDACTED] password=[REDACTED] ok',
      prompt: 'my mail is [redacted]',
      // A sender that says who its user is means to.
      userId: 'jane@example.com',
      toolCalls: [
        {
          args: '{"user":"jane","password":"[redacted]"}',
          result: '{"token_count": 7, "ok": true}',
        },
      ],
    })
  })

  it('is of the same session as a browser that says the same id', async () => {
    await openSession(collector())
    const run = runItem({ metadata: { 'tcc.sessionId': 'external-7' } })
    await send(run)

    expect((await stored(run.run_id)).sessionId).toBe('external-7')
  })
})

describe('a capture key on /v1/custom', () => {
  const collector = useCollector()
  const send = (body: unknown, key = collector().keys.capture, headers = {}) =>
    call(collector(), 'POST /v1/custom', { body, key, headers })

  it('may send runs, as the answer to a session says', async () => {
    const session = await call(collector(), 'POST /v1/sessions', {
      key: collector().keys.capture,
      body: { externalSessionId: randomUUID() },
    })
    const run = runItem({ response: 'first' })
    const answer = await send(batchOf(run, stepItem(run.run_id)), undefined, {
      'idempotency-key': 'x',
    })
    const later = await send(toolCallItem(run.run_id))
    await send({ ...run, response: 'second' })

    expect(session.body.extensions).toContain('runs')
    expect([answer.status, later.status]).toEqual([200, 200])
    expect(await storedRun(collector(), run.run_id)).toMatchObject({
      framework: 'browser',
      source: 'prod',
      response: 'second',
      stepCount: 1,
      toolCallCount: 1,
    })
  })

  it('cannot touch a run that a secret key sent', async () => {
    const run = runItem({ response: 'mine' })
    await send(run, collector().keys.ingest)

    const answers = [
      await send({ ...run, response: 'forged' }),
      await send(stepItem(run.run_id)),
      await send(batchOf(runItem(), toolCallItem(run.run_id))),
    ]

    for (const { status, body } of answers) {
      expect([status, body]).toEqual([409, { error: expect.stringContaining(run.run_id) }])
    }
    expect(await storedRun(collector(), run.run_id)).toMatchObject({
      response: 'mine',
      spanCount: 0,
    })
  })

  it('cannot add to a run that is not known yet', async () => {
    expect((await send(stepItem(randomUUID()))).status).toBe(409)
  })

  it('loses its run to a secret key that sends the same', async () => {
    const run = runItem({ response: 'page' })
    await send(run)
    await send({ ...run, response: 'server' }, collector().keys.ingest)

    expect((await send({ ...run, response: 'page again' })).status).toBe(409)
    expect(await storedRun(collector(), run.run_id)).toMatchObject({
      response: 'server',
      framework: 'custom',
    })
  })

  it('works from a page', async () => {
    const origin = 'https://shop.example'
    for (const path of ['/v1/custom', '/v1/feedback', '/v1/traces']) {
      const { status, headers } = await sendRequest(collector().url + path, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
      expect([path, status]).toEqual([path, 204])
      expect(headers['access-control-allow-headers']).toContain('idempotency-key')
    }
    const { headers } = await send(runItem(), undefined, { origin })
    expect(headers['access-control-allow-origin']).toBe('*')
  })
})
