import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { call, openSession } from '../../helpers/collector-client.ts'
import { addProject, runServerCli } from '../../helpers/run-server-cli.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

describe('the switch for a project’s capture', () => {
  const collector = useCollector()

  const path = () => `/api/casefile/v1/projects/${collector().projectId}/capture`
  const turn = (enabled: boolean) =>
    call(collector(), `PUT ${path()}`, { key: collector().keys.project, body: { enabled } })
  const openAs = async (key: string) =>
    (
      await call(collector(), 'POST /v1/sessions', {
        key,
        body: { externalSessionId: randomUUID() },
      })
    ).body
  const sendTo = (sessionId: string) =>
    call(collector(), `POST /v1/sessions/${sessionId}/logs`, {
      key: collector().keys.capture,
      body: { logs: [consoleEntry('still here')] },
    })

  it('is on at first, and nothing is said of it', async () => {
    const { body } = await call(collector(), `GET ${path()}`, { key: collector().keys.project })

    expect(body).toEqual({ enabled: true, offSince: null })
    expect(await openAs(collector().keys.capture)).not.toHaveProperty('disabled')
  })

  it('is told to pages with every answer while it is off, and what they send is stored', async () => {
    const sessionId = await openSession(collector())
    const { body } = await turn(false)
    expect(body).toEqual({ enabled: false, offSince: expect.any(String) })

    expect(await openAs(collector().keys.capture)).toMatchObject({ disabled: true })
    expect(await sendTo(sessionId)).toMatchObject({
      status: 202,
      body: { accepted: 1, disabled: true },
    })

    await turn(true)
    expect((await sendTo(sessionId)).body).toEqual({ accepted: 1 })
  })

  it('is one for each project', async () => {
    const { keys } = await addProject(collector().data)
    await turn(false)

    expect(await openAs(keys.capture)).not.toHaveProperty('disabled')
    await turn(true)
  })

  it('is turned by the command line beside a running collector', async () => {
    const { data, projectId, keys } = collector()
    const args = ['--data', data, '--project', projectId]

    const off = await runServerCli('capture', 'off', ...args)
    expect(off).toMatchObject({ code: 0, stdout: expect.stringContaining('Capture is off') })
    expect(await openAs(keys.capture)).toMatchObject({ disabled: true })

    await runServerCli('capture', 'on', ...args)
    expect(await openAs(keys.capture)).not.toHaveProperty('disabled')
    expect(await runServerCli('capture', 'sideways', ...args)).toMatchObject({ code: 2 })
  })

  it('is not turned with a capture key', async () => {
    const { keys } = collector()

    const { status } = await call(collector(), `PUT ${path()}`, {
      key: keys.capture,
      body: { enabled: false },
    })

    expect(status).toBe(403)
  })
})
