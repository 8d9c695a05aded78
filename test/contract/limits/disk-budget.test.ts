import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { call, openSession, sendLogs } from '../../helpers/collector-client.ts'
import { expectOutcomes } from '../../helpers/read-outcomes.ts'
import { mayMount, smallDisk } from '../../helpers/small-disk.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const send = (collector: RunningCollector, sessionId: string) =>
  call(collector, `POST /v1/sessions/${sessionId}/logs`, {
    key: collector.keys.capture,
    body: { logs: [consoleEntry('one')] },
  })

const WAIT = { timeout: 15_000, interval: 500 }

describe.skipIf(!mayMount)('a disk (as root, who alone may mount one)', () => {
  it('that is nearly full is written no further, read all the same, and used again', async () => {
    const data = join(smallDisk(60), 'data')
    const collector = await startCollector({ data, args: ['--min-free-bytes', '20MB'] })
    const sessionId = await openSession(collector)
    await sendLogs(collector, sessionId, [consoleEntry('before')])
    const ballast = join(data, '..', 'ballast')
    const fill = () => writeFileSync(ballast, Buffer.alloc(45_000_000))

    fill()
    await expect.poll(async () => (await send(collector, sessionId)).status, WAIT).toBe(503)
    const refused = await send(collector, sessionId)
    const read = await call(collector, `GET /api/casefile/v1/sessions/${sessionId}/entries`, {
      key: collector.keys.project,
    })
    rmSync(ballast)
    await expect.poll(async () => (await send(collector, sessionId)).status, WAIT).toBe(202)

    expect(refused.body).toMatchObject({ statusCode: 503, error: 'STORAGE_FULL' })
    expect(refused.body.message).toMatch(/nearly full.*Nothing was stored/)
    expect(refused.headers['retry-after']).toBe('60')
    expect(refused.headers['access-control-allow-origin']).toBe('*')
    expect([read.status, read.body.entries.length]).toEqual([200, expect.any(Number)])
    await expectOutcomes(collector, { 'requests limited storage-full': expect.any(Number) })
  })
})

it('data over its limit is written no further while retention cannot make room', async () => {
  const collector = await startCollector({ args: ['--max-bytes', '1KB'] })

  const { status, body } = await call(collector, 'POST /v1/sessions', {
    key: collector.keys.capture,
    body: { externalSessionId: 'x' },
  })

  expect([status, body.error]).toEqual([503, 'STORAGE_FULL'])
  expect(body.message).toMatch(/reached its limit/)
  expect((await call(collector, 'GET /v1/issues/x', { key: collector.keys.project })).status).toBe(
    404,
  )
})
