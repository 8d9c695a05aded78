import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { runItem } from '../../helpers/agent-items.ts'
import { call } from '../../helpers/collector-client.ts'
import { storedRun } from '../../helpers/stored-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'

describe('POST /v1/feedback', () => {
  const collector = useCollector()
  const send = (body: unknown, key = collector().keys.ingest) =>
    call(collector(), 'POST /v1/feedback', { body, key })
  const sendRun = async (runId = randomUUID()) => {
    const body = runItem({ run_id: runId })
    await call(collector(), 'POST /v1/custom', { body, key: collector().keys.ingest })
    return runId
  }

  it('joins a run, also one that comes later, and the last word counts', async () => {
    const runId = randomUUID()
    const first = await send({ runId, score: 'thumbs_up' })
    await sendRun(runId)
    await send({ runId, text: 'Very helpful!' })
    await send({ runId, score: 'thumbs_down' })

    expect([first.status, first.body]).toEqual([200, { success: true }])
    expect(await storedRun(collector(), runId)).toMatchObject({
      feedback: { score: 'thumbs_down', text: 'Very helpful!' },
      feedbackHistory: [
        { score: 'thumbs_up', text: null },
        { score: null, text: 'Very helpful!' },
        { score: 'thumbs_down', text: null },
      ],
    })
  })

  it('comes from a page too, without its secrets', async () => {
    const runId = await sendRun()
    const text = 'write to jane@example.com'
    expect((await send({ runId, text }, collector().keys.capture)).status).toBe(200)

    expect((await storedRun(collector(), runId)).feedback).toMatchObject({
      text: 'write to [redacted]',
    })
  })

  it.each<[object, string]>([
    [{ runId: 'r' }, 'must have "score" or "text"'],
    [{ runId: 'r', text: '' }, 'must have "score" or "text"'],
    [{ runId: 'r', score: 'good' }, 'score must be one of thumbs_up, thumbs_down'],
    [{ runId: 'r', text: 'x'.repeat(2001) }, 'text must NOT have more than 2000 characters'],
    [{ score: 'thumbs_up' }, 'must have "runId"'],
    [{ runId: '', score: 'thumbs_up' }, 'runId must NOT have fewer than 1'],
  ])('refuses %j', async (body, message) => {
    const answer = await send(body)

    expect([answer.status, answer.body]).toEqual([400, { error: expect.stringContaining(message) }])
  })

  it('takes 2000 characters', async () => {
    expect((await send({ runId: await sendRun(), text: 'ü'.repeat(2000) })).status).toBe(200)
  })
})
