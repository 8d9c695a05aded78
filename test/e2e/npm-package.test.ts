import { expect, it } from 'vitest'

it('can be imported and called in Node, where it does nothing', async () => {
  const { init } = await import('casefile')
  const { mountWidget } = await import('casefile/widget')

  const handle = init({ key: 'uc_pk_1', endpoint: 'https://collector.example' })
  mountWidget(handle).open()

  await expect(handle.report({ description: 'x' })).rejects.toMatchObject({ code: 'inactive' })
  await handle.flush()
  expect(handle.sessionId()).toBe('')
})
