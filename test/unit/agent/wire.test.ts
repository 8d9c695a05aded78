import { expect, it } from 'vitest'

import { freshAgent } from '../../helpers/fresh-agent.ts'
import { startIntake } from '../../helpers/start-intake.ts'

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
const times = {
  start_time: expect.stringMatching(TIME),
  end_time: expect.stringMatching(TIME),
}

it('sends a run with its parts as one batch, as the published client does', async () => {
  const { url, arrived } = await startIntake()
  const { run } = await freshAgent(url)
  const runId = '11111111-1111-4111-8111-111111111111'

  const r = run({ runId, sessionId: 'session-abc', conversational: true })
    .prompt("What's the weather in San Francisco?", { system: 'You are a weather agent.' })
    .metadata({ 'tcc.agent': 'support-agent', 'tcc.userId': 'user-123' })
    .metadata({ 'tcc.userName': 'Jane Doe' }, { plan: 'free' }, { plan: 'pro' })
  r.step('step-1')
    .prompt([{ role: 'user', content: 'hi' }])
    .response('calling tool')
    .model({ requested: 'gpt-4o', used: 'gpt-4o-2024-08-06' })
    .finishReason('tool_calls')
    .tokens({ uncached: 120, cached: 30 })
    .tokens({ completion: 45 })
    .cost(0.0042)
    .toolDefinitions([{ name: 'get_weather' }])
    .end()
  r.toolCall({ name: 'get_weather', toolCallId: 'tc-1' })
    .args({ city: 'San Francisco' })
    .result({ temp: 72, unit: 'F' })
    .end()
  await r.response("It's 72F in San Francisco.").end()

  expect(arrived).toHaveLength(1)
  expect(arrived[0]).toMatchObject({
    path: '/v1/custom',
    headers: { 'content-type': 'application/json', authorization: 'Bearer tcc_prod_test' },
  })
  expect(arrived[0]!.body).toEqual({
    type: 'batch',
    items: [
      {
        type: 'run',
        run_id: runId,
        ...times,
        status_code: 0,
        prompt: {
          user_prompt: "What's the weather in San Francisco?",
          system_prompt: 'You are a weather agent.',
        },
        session_id: 'session-abc',
        conversational: true,
        response: "It's 72F in San Francisco.",
        metadata: {
          'tcc.agent': 'support-agent',
          'tcc.userId': 'user-123',
          'tcc.userName': 'Jane Doe',
          plan: 'pro',
        },
      },
      {
        type: 'step',
        run_id: runId,
        step_id: 'step-1',
        ...times,
        prompt: '[{"role":"user","content":"hi"}]',
        response: 'calling tool',
        status_code: 0,
        model_requested: 'gpt-4o',
        model_used: 'gpt-4o-2024-08-06',
        finish_reason: 'tool_calls',
        prompt_uncached_tokens: 120,
        prompt_cached_tokens: 30,
        completion_tokens: 45,
        real_total_cost: 0.0042,
        tool_definitions: '[{"name":"get_weather"}]',
      },
      {
        type: 'tool_call',
        run_id: runId,
        tool_call_id: 'tc-1',
        tool_name: 'get_weather',
        ...times,
        status_code: 0,
        args: '{"city":"San Francisco"}',
        result: '{"temp":72,"unit":"F"}',
      },
    ],
  })
})

it('sends a run without parts bare, with nothing that was not said', async () => {
  const { url, arrived } = await startIntake()
  const { run } = await freshAgent(url)

  await run().prompt('bare').response('ok').end()

  expect(arrived[0]!.body).toEqual({
    type: 'run',
    run_id: expect.stringMatching(UUID),
    ...times,
    status_code: 0,
    prompt: { user_prompt: 'bare' },
    response: 'ok',
  })
})

it('sends all that went in and came out, when that is said', async () => {
  const { url, arrived } = await startIntake()
  const { run } = await freshAgent(url)

  await run()
    .prompt({ user_prompt: 'u', full_input: { messages: [] } })
    .response({ response: 'visible', full_output: '{"raw":1}' })
    .status(0, 'ok')
    .end()

  expect(arrived[0]!.body).toMatchObject({
    prompt: { user_prompt: 'u', full_input: '{"messages":[]}' },
    response: 'visible',
    full_output: '{"raw":1}',
    status_message: 'ok',
  })
})

it('sends a run that failed without a prompt, and what was open in it as failed', async () => {
  const { url, arrived } = await startIntake()
  const { run } = await freshAgent(url)

  const r = run({ sessionId: 'session-abc' })
  r.step().prompt('p')
  r.toolCall('search').end()
  r.toolCall('browse')
  await r.error(new Error('boom'))

  const [failed, step, done, open] = arrived[0]!.body.items
  expect(failed).toEqual({
    type: 'run',
    run_id: r.runId,
    ...times,
    status_code: 2,
    status_message: 'boom',
    session_id: 'session-abc',
  })
  expect(step).toMatchObject({ prompt: 'p', response: '', status_message: 'Parent run errored' })
  expect(done).toMatchObject({ tool_name: 'search', status_code: 0 })
  expect(open).toMatchObject({
    tool_name: 'browse',
    status_code: 2,
    status_message: 'Parent run errored',
  })
})

it('sends what is over by its factories, times in texts as they are', async () => {
  const { url, arrived } = await startIntake()
  const { sendRun, sendStep, sendToolCall } = await freshAgent(url)
  const startTime = new Date('2025-01-01T00:00:00Z')
  const endTime = '2025-01-01T00:00:01Z'

  await sendRun({
    runId: 'run-1',
    prompt: { user_prompt: 'factory' },
    response: 'r',
    startTime,
    endTime,
    steps: [{ prompt: 'p', response: 'r', startTime, endTime, model: 'gpt-4o' }],
    toolCalls: [
      { name: 't', startTime, endTime, statusCode: 2, statusMessage: 'bad', args: { a: 1 } },
    ],
  })
  await sendStep({ runId: 'run-1', prompt: 'p', response: 'r', startTime, endTime })
  await sendToolCall({ runId: 'run-1', name: 'search', startTime, endTime, result: 'plain' })

  const [batch, step, toolCall] = arrived.map(({ body }) => body)
  const over = { start_time: '2025-01-01T00:00:00.000Z', end_time: endTime }
  expect(batch.items[0]).toEqual({
    type: 'run',
    run_id: 'run-1',
    ...over,
    status_code: 0,
    prompt: { user_prompt: 'factory' },
    response: 'r',
  })
  expect(batch.items[1]).toMatchObject({ ...over, model_requested: 'gpt-4o', model_used: 'gpt-4o' })
  expect(batch.items[2]).toMatchObject({ ...over, status_message: 'bad', args: '{"a":1}' })
  expect(step).toMatchObject({ type: 'step', run_id: 'run-1', ...over, status_code: 0 })
  expect(toolCall).toMatchObject({ type: 'tool_call', tool_name: 'search', result: 'plain' })
})

it('sends feedback of a run, and of one that ran elsewhere', async () => {
  const { url, arrived } = await startIntake()
  const { run, submitFeedback } = await freshAgent(url)

  const r = run()
  const answers = [
    await r.feedback({ score: 'thumbs_up', text: 'Very helpful!' }),
    await submitFeedback({ runId: 'run-2', score: 'thumbs_down' }),
    await submitFeedback({ runId: 'run-2', text: '👍'.repeat(2000) }),
  ]

  expect(answers).toEqual([true, true, true])
  expect(arrived.map(({ path, body }) => [path, body]).slice(0, 2)).toEqual([
    ['/v1/feedback', { runId: r.runId, score: 'thumbs_up', text: 'Very helpful!' }],
    ['/v1/feedback', { runId: 'run-2', score: 'thumbs_down' }],
  ])
  await r.error()
})

it('keeps to JSON whatever it is given', async () => {
  const { url, arrived } = await startIntake()
  const { run } = await freshAgent(url)
  const circle: { self?: unknown } = {}
  circle.self = circle

  const r = run().prompt('p')
  r.toolCall('t').args(circle).result({ big: 1n }).end()
  r.step().prompt(null).response(7).tokens({ uncached: Number.NaN }).cost(Infinity).end()
  await r.metadata({ number: 3, yes: true, none: undefined, empty: null }).end()

  const [item, step, toolCall] = arrived[0]!.body.items
  expect(item.metadata).toEqual({ number: '3', yes: true })
  expect(step).toMatchObject({ prompt: 'null', response: '7' })
  expect(Object.keys(step).filter((key) => /token|cost/.test(key))).toEqual([])
  expect(toolCall).toMatchObject({ args: '[object Object]', result: '[object Object]' })
})

it('never ends before it begins', async () => {
  const { url, arrived } = await startIntake()
  const { run } = await freshAgent(url)
  const startTime = new Date(Date.now() + 60_000)

  await run({ startTime }).prompt('p').end()

  const iso = startTime.toISOString()
  expect(arrived[0]!.body).toMatchObject({ start_time: iso, end_time: iso })
})

it('sends a run of very many parts in batches that a collector takes, the run first', async () => {
  const { url, arrived } = await startIntake()
  const { run } = await freshAgent(url)
  const r = run().prompt('p')
  for (let count = 0; count < 1500; count += 1) r.toolCall('t').end()

  await r.end()

  expect(arrived.map(({ body }) => body.items.length)).toEqual([1000, 501])
  expect(arrived[0]!.body.items[0].type).toBe('run')
})
