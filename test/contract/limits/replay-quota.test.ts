import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { call, openSession, reportIssue } from '../../helpers/collector-client.ts'
import { expectOutcomes } from '../../helpers/read-outcomes.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'

const args = ['--session-replay-bytes', '10KB']

/** Hexadecimal digits are packed to half their length, i.e. this many bytes and a few. */
const ofBytes = (bytes: number) => ({
  events: [{ type: 3, timestamp: 1, data: randomBytes(bytes).toString('hex') }],
})

const upload = async (
  collector: RunningCollector,
  sessionId: string,
  { body = ofBytes(4000), key = randomUUID() as string } = {},
) => {
  const reply = await call(collector, `POST /api/casefile/v1/sessions/${sessionId}/replay`, {
    key: collector.keys.capture,
    body,
    headers: { 'idempotency-key': key },
  })
  return reply.body.error ?? reply.status
}

async function chunks(collector: RunningCollector, sessionId: string): Promise<unknown[]> {
  const path = `GET /api/casefile/v1/sessions/${sessionId}/replay`
  return (await call(collector, path, { key: collector.keys.project })).body.chunks
}

it('keeps as much of a recording as one session may hold, and says when that is all', async () => {
  const collector = await startCollector({ args: [...args, '--dev'] })
  const sessionId = await openSession(collector)
  const first = { body: ofBytes(4000), key: 'first' }

  expect(await upload(collector, sessionId, first)).toBe(202)
  expect(await upload(collector, sessionId)).toBe(202)
  expect(await upload(collector, sessionId)).toBe('SESSION_FULL')

  // What is there already is no new piece, another session has a quota of its own, and so do issues.
  expect(await upload(collector, sessionId, first)).toBe(202)
  expect(await upload(collector, await openSession(collector))).toBe(202)
  expect(await reportIssue(collector, sessionId, 'Paying fails')).toBeTypeOf('string')
  expect(await chunks(collector, sessionId)).toHaveLength(2)
  await expectOutcomes(collector, {
    'replay accepted': 3,
    'replay limited session-quota': 1,
    'requests limited session-quota': 1,
  })

  await collector.stop()
  const again = await startCollector({ args, data: collector.data })
  expect(await upload(again, sessionId)).toBe('SESSION_FULL')
})

it('keeps to the quota when pieces come at once, and leaves no file of the refused', async () => {
  const collector = await startCollector({ args })
  const sessionId = await openSession(collector)

  const answers = await Promise.all(Array.from({ length: 8 }, () => upload(collector, sessionId)))

  expect(answers.filter((answer) => answer === 202)).toHaveLength(2)
  expect(await chunks(collector, sessionId)).toHaveLength(2)
  const files = readdirSync(join(collector.data, 'blobs'), { recursive: true, withFileTypes: true })
  expect(files.filter((file) => file.isFile())).toHaveLength(2)
})
