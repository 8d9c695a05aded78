import { expect, it } from 'vitest'

import { call, openSession } from '../../helpers/collector-client.ts'
import { expectOutcomes } from '../../helpers/read-outcomes.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const send = async (collector: RunningCollector, sessionId: string, key: string) => {
  const { status, body } = await call(collector, `POST /v1/sessions/${sessionId}/logs`, {
    key: collector.keys.capture,
    body: { logs: Array.from({ length: 6 }, (_, index) => consoleEntry(`${key} ${index}`)) },
    headers: { 'idempotency-key': key },
  })
  return [status, body.accepted]
}

/** What is stored of the session, in the order it was received. */
async function stored(collector: RunningCollector, sessionId: string) {
  const { body } = await call(collector, `GET /api/casefile/v1/sessions/${sessionId}/entries`, {
    key: collector.keys.project,
  })
  return body.entries.map(({ payload }: { payload: { message: string } }) => payload.message)
}

it('keeps what one session may hold, counts the rest once, and marks the gap', async () => {
  const args = ['--session-entries', '10', '--dev']
  const collector = await startCollector({ args })
  const sessionId = await openSession(collector)
  const other = await openSession(collector)

  const answers = [
    await send(collector, sessionId, 'a'),
    await send(collector, sessionId, 'b'),
    await send(collector, sessionId, 'b'),
    await send(collector, sessionId, 'c'),
    await send(collector, sessionId, 'c'),
    await send(collector, other, 'd'),
  ]

  expect(answers).toEqual([
    [202, 6],
    [202, 4],
    [202, 0],
    [202, 0],
    [202, 0],
    [202, 6],
  ])
  const messages = await stored(collector, sessionId)
  expect(messages).toHaveLength(11)
  expect(messages).toContain('2 entries missing (quota)')
  await expectOutcomes(collector, {
    'entries accepted': 16,
    'entries limited session-quota': 8,
  })

  await collector.stop()
  const again = await startCollector({ args, data: collector.data })
  expect(await send(again, sessionId, 'e')).toEqual([202, 0])
})

it('counts bytes as well', async () => {
  const collector = await startCollector({ args: ['--session-bytes', '500'] })
  const sessionId = await openSession(collector)

  expect(await send(collector, sessionId, 'a')).toEqual([202, 0])
  expect(await stored(collector, sessionId)).toEqual(['6 entries missing (quota)'])
})
