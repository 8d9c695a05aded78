import { expect, it, onTestFinished, vi } from 'vitest'

import { freshAgent } from '../../helpers/fresh-agent.ts'
import { startIntake } from '../../helpers/start-intake.ts'

it('refuses to end a run without a prompt, and takes it once it has one', async () => {
  const { url, arrived } = await startIntake()
  const { run } = await freshAgent(url)
  const r = run()

  await expect(r.end()).rejects.toThrow('needs a prompt')
  await r.prompt('p').end()

  expect(arrived).toHaveLength(1)
})

it('refuses every change and a second end of a run that has ended', async () => {
  const { url, arrived } = await startIntake()
  const { run } = await freshAgent(url)
  const r = run().prompt('p')
  await r.end()

  for (const change of [
    () => r.prompt('again'),
    () => r.response('r'),
    () => r.metadata({ a: 'b' }),
    () => r.status(2),
    () => r.endTime(new Date()),
    () => r.step(),
    () => r.toolCall('t'),
  ]) {
    expect(change).toThrow('The run has ended')
  }
  await expect(r.end()).rejects.toThrow('The run has ended')
  await expect(r.error()).rejects.toThrow('The run has ended')
  expect(arrived).toHaveLength(1)
})

it('refuses to end a run while a step or a tool call is open', async () => {
  const { url, arrived } = await startIntake()
  const { run } = await freshAgent(url)
  const r = run().prompt('p')
  const step = r.step().prompt('p').response('r')
  const call = r.toolCall('t')

  await expect(r.end()).rejects.toThrow('2 steps or tool calls')
  step.end()
  await expect(r.end()).rejects.toThrow('1 steps or tool calls')
  call.error('no')
  await r.end()

  expect(arrived[0]!.body.items).toHaveLength(3)
})

it('refuses to end a step without prompt or response, and a tool call without a name', async () => {
  const { run } = await freshAgent((await startIntake()).url)
  const r = run()
  const step = r.step().prompt('p')
  const call = r.toolCall()

  expect(() => r.step().end()).toThrow('needs a prompt')
  expect(() => step.end()).toThrow('needs a response')
  expect(() => call.end()).toThrow('needs a name')
  step.response('r').end()
  call.name('t').end()
  expect(() => step.end()).toThrow('The step has ended')
  expect(() => call.args({})).toThrow('The tool call has ended')
  expect(() => call.error()).toThrow('The tool call has ended')
  await r.error()
})

it('refuses what is no status, no prompt and no feedback', async () => {
  const { url, arrived } = await startIntake()
  const { run, submitFeedback } = await freshAgent(url)
  const r = run({ timeout: 0 })
  const untyped = r as unknown as { prompt(given: unknown): void; status(code: number): void }

  expect(() => untyped.status(1)).toThrow('A status is 0')
  expect(() => untyped.prompt({ messages: [] })).toThrow('A prompt is a text')
  await expect(r.feedback({})).rejects.toThrow('a score or a text')
  await expect(r.feedback({ score: 'meh' as 'thumbs_up' })).rejects.toThrow('A score is')
  await expect(r.feedback({ text: 'x'.repeat(2001) })).rejects.toThrow('has 2001 characters')
  await expect(submitFeedback({ runId: '', score: 'thumbs_up' })).rejects.toThrow('id of a run')
  expect(arrived).toEqual([])
})

it('sends a run that is never ended as failed, and lets its author go on', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { url, arrived } = await startIntake()
  const { run, said } = await freshAgent(url)
  const r = run().prompt('p')
  const step = r.step()

  vi.advanceTimersByTime(20 * 60_000 - 1)
  expect(arrived).toEqual([])
  vi.advanceTimersByTime(1)
  vi.useRealTimers()
  await vi.waitFor(() => expect(arrived).toHaveLength(1), 10_000)

  expect(arrived[0]!.body.items).toMatchObject([
    { status_code: 2, status_message: 'Run timed out — auto-flushed' },
    { status_code: 2, status_message: 'Parent run errored' },
  ])
  step.prompt('p').response('r').end()
  r.toolCall('late').end()
  await r.response('late').end()
  expect(arrived).toHaveLength(1)
  expect(said).toEqual([expect.stringContaining('was not ended within 1200000 ms')])
})

it.each([
  ['its own timeout', { timeout: 5 }, {}],
  ['that of all runs', {}, { runTimeout: 5 }],
])('times out by %s', async (_name, options, settings) => {
  const { url, arrived } = await startIntake()
  const { configure, run } = await freshAgent(url)
  configure(settings)

  run(options)

  await vi.waitFor(() => expect(arrived).toMatchObject([{ body: { status_code: 2 } }]), 10_000)
})

it('drops metadata that means nothing, and says which', async () => {
  const { url, arrived } = await startIntake()
  const { run, said } = await freshAgent(url)

  for (const metadata of [
    { 'tcc.agent': 'Sessions', 'tcc.userName': 'Jane', plan: 'pro' },
    { 'tcc.userId': 'u-1', 'tcc.userName': 'Jane', 'tcc.orgName': 'Acme' },
    { 'tcc.orgId': 'o-1', 'tcc.orgName': 'Acme', 'tcc.colour': 'red', 'tcc.orgName ': '' },
  ]) {
    await run().prompt('p').metadata(metadata).end()
  }

  expect(arrived.map(({ body }) => body.metadata)).toEqual([
    { plan: 'pro' },
    { 'tcc.userId': 'u-1', 'tcc.userName': 'Jane' },
    { 'tcc.orgId': 'o-1', 'tcc.orgName': 'Acme' },
  ])
  expect(said.join('\n')).toMatch(
    /tcc\.agent is dropped: "Sessions"[^]*tcc\.userName is dropped: it needs tcc\.userId[^]*tcc\.orgName is dropped[^]*tcc\.colour is dropped/,
  )
})
