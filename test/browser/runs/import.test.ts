import { expect, it, onTestFinished, vi } from 'vitest'

import { run } from '../../../src/agent/index.ts'
import { init } from '../../../src/index.ts'

it('takes the runs of an app that has imported Casefile, until it is stopped', async () => {
  const sent: { path: string; body: { session_id?: string } }[] = []
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    sent.push({ path: new URL(url).pathname, body: JSON.parse(body) })
    return Response.json({ sessionId: 'remote', extensions: ['runs'] }, { status: 201 })
  })
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  onTestFinished(() => {
    vi.unstubAllGlobals()
    warn.mockRestore()
  })
  const runs = () => sent.filter(({ path }) => path === '/v1/custom')

  const casefile = init({ key: 'uc_pk_import', endpoint: 'https://collector.example' })
  await run().prompt('p').end()
  await casefile.flush()
  expect(runs()).toMatchObject([{ body: { session_id: casefile.sessionId() } }])

  await casefile.stop()
  await run().prompt('p').end()
  expect(runs()).toHaveLength(1)
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('no key'))
})
