import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { expect, it, onTestFinished, vi } from 'vitest'

import { freshAgent } from '../../helpers/fresh-agent.ts'
import { type AnswerIntake, startIntake } from '../../helpers/start-intake.ts'

const SOURCE = new URL('../../../src/agent/index.ts', import.meta.url).href

/** The shortest waits: 0.5 and 1 second. */
async function sendOnce(answer: AnswerIntake) {
  const spy = vi.spyOn(Math, 'random').mockReturnValue(0)
  onTestFinished(() => spy.mockRestore())
  const intake = await startIntake(answer)
  const { run, said } = await freshAgent(intake.url)
  const begun = performance.now()
  await run().prompt('p').end()
  return { ...intake, said, took: performance.now() - begun }
}

it('tries three times, the same bytes, and then says so without failing the agent', async () => {
  const { arrived, said } = await sendOnce((index) =>
    index === 0 ? { status: 503 } : index === 1 ? 'cut' : { status: 500, body: 'sorry' },
  )

  expect(arrived).toHaveLength(3)
  expect(arrived[1]!.body).toEqual(arrived[0]!.body)
  expect(arrived[2]!.body).toEqual(arrived[0]!.body)
  expect(said).toEqual([expect.stringMatching(/not taken by .*\/v1\/custom: 500 sorry/)])
})

it('stops with the first answer that takes it', async () => {
  const { arrived, said } = await sendOnce((index) => ({ status: index === 0 ? 429 : 202 }))

  expect(arrived).toHaveLength(2)
  expect(said).toEqual([])
})

it('asks a collector that refuses once', async () => {
  const { arrived, said } = await sendOnce(() => ({ status: 401, body: '{"error":"no key"}' }))

  expect(arrived).toHaveLength(1)
  expect(said).toEqual([expect.stringContaining('401 {"error":"no key"}')])
})

it('takes a web page for no answer', async () => {
  const { said } = await sendOnce(() => ({ status: 200, headers: { 'content-type': 'text/html' } }))

  expect(said).toEqual([expect.stringContaining('web page')])
})

it('waits as long as it is asked to', async () => {
  const { arrived, took } = await sendOnce((index) =>
    index === 0 ? { status: 429, headers: { 'retry-after': '2' } } : { status: 200 },
  )

  expect(arrived).toHaveLength(2)
  expect(took).toBeGreaterThan(1_990)
})

it('gives up when it is asked to wait for longer than anybody would', async () => {
  const { arrived, took } = await sendOnce(() => ({
    status: 503,
    headers: { 'retry-after': '3600' },
  }))

  expect(arrived).toHaveLength(1)
  expect(took).toBeLessThan(1_000)
})

it('warns once without a key, and once without an address, and sends nothing', async () => {
  vi.stubEnv('TCC_API_KEY', '')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { configure, run, said } = await freshAgent()

  await run().prompt('p').end()
  await run().prompt('p').end()
  configure({ apiKey: 'tcc_prod_test' })
  await run().prompt('p').end()
  expect(await run({ timeout: 0 }).feedback({ score: 'thumbs_up' })).toBe(false)

  expect(said).toEqual([
    expect.stringContaining('no key: set CASEFILE_API_KEY'),
    expect.stringContaining('no address: set CASEFILE_ENDPOINT'),
  ])
})

it.each([
  ['CASEFILE_API_KEY', 'CASEFILE_ENDPOINT', 'CASEFILE_FEEDBACK_URL'],
  ['TCC_API_KEY', 'TCC_BASE_URL', 'TCC_FEEDBACK_URL'],
])('reads %s, %s and %s', async (key, address, feedbackUrl) => {
  const { url, arrived } = await startIntake()
  vi.stubEnv(key, 'dev_key')
  vi.stubEnv(address, `${url}/base//`)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { run } = await freshAgent()

  await run().prompt('p').end()
  vi.stubEnv(feedbackUrl, `${url}/elsewhere`)
  await run({ timeout: 0 }).feedback({ text: 'good' })

  expect(arrived.map(({ path }) => path)).toEqual(['/base/v1/custom', '/elsewhere'])
  expect(arrived[0]!.headers.authorization).toBe('Bearer dev_key')
})

it('prefers what it was configured with, addresses in full first', async () => {
  const { url, arrived } = await startIntake()
  vi.stubEnv('CASEFILE_API_KEY', 'dev_key')
  vi.stubEnv('CASEFILE_ENDPOINT', 'http://127.0.0.1:1')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { configure, run, said } = await freshAgent()

  configure({ apiKey: 'tcc_prod_mine', url: `${url}/runs`, debug: true })
  configure({ feedbackUrl: `${url}/thumbs` })
  await run().prompt('p').end()
  await run({ timeout: 0 }).feedback({ score: 'thumbs_down' })

  expect(arrived.map(({ path }) => path)).toEqual(['/runs', '/thumbs'])
  expect(arrived[0]!.headers.authorization).toBe('Bearer tcc_prod_mine')
  expect(said.join()).toContain('/runs')
})

it('keeps a process alive for the sending, and no longer', async () => {
  const { url, arrived } = await startIntake()
  const program = `
    const { run } = await import('${SOURCE}')
    run().prompt('never ended')
    void run().prompt('not waited for').end()
  `
  const begun = performance.now()
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program],
    { env: { ...process.env, CASEFILE_API_KEY: 'dev_1', CASEFILE_ENDPOINT: url } },
  )

  expect(stderr).toBe('')
  expect(arrived.map(({ body }) => body.prompt.user_prompt)).toEqual(['not waited for'])
  // A connection that is kept for the next run would hold it for five seconds.
  expect(performance.now() - begun).toBeLessThan(4_000)
})
