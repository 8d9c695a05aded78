import { expect, it } from 'vitest'

import { startIntake } from '../helpers/start-intake.ts'

it('can be imported and called in Node, where it does nothing', async () => {
  const { init } = await import('casefile')
  const { mountWidget } = await import('casefile/widget')

  const handle = init({ key: 'uc_pk_1', endpoint: 'https://collector.example' })
  mountWidget(handle).open()

  await expect(handle.report({ description: 'x' })).rejects.toMatchObject({ code: 'inactive' })
  await handle.flush()
  expect(handle.sessionId()).toBe('')
})

it('sends agent runs from Node', async () => {
  const { url, arrived } = await startIntake()
  const { configure, run } = await import('casefile/agent')
  configure({ apiKey: 'tcc_prod_1', endpoint: url })

  await run({ sessionId: 'visit-1' }).prompt('p').response('r').end()

  expect(arrived).toMatchObject([{ path: '/v1/custom', body: { session_id: 'visit-1' } }])
  expect(Object.getOwnPropertySymbols(globalThis).map(String).join()).not.toContain('casefile')
})
