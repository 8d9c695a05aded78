import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'

import { call, openSession } from '../../helpers/collector-client.ts'
import { expectOutcomes, readOutcomes } from '../../helpers/read-outcomes.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

/** Takes the address's allowance, whatever it is; returns the refusal. */
async function useUp(collector: RunningCollector) {
  for (;;) {
    const reply = await call(collector, 'GET /v1/issues/x', { key: collector.keys.capture })
    if (reply.status === 429) return reply
  }
}

const send = (
  collector: RunningCollector,
  sessionId: string,
  idempotencyKey: string = randomUUID(),
) =>
  call(collector, `POST /v1/sessions/${sessionId}/logs`, {
    key: collector.keys.capture,
    body: { logs: [consoleEntry('one'), consoleEntry('two', { level: 'error' })] },
    headers: { 'idempotency-key': idempotencyKey },
  })

describe('the rate limits', () => {
  it('name the limit that was reached and when to come back', async () => {
    const collector = await startCollector({ args: ['--address-rate', '20'] })
    const byAddress = await useUp(collector)
    const other = await startCollector({ args: ['--capture-key-rate', '20'] })
    const byKey = await useUp(other)

    expect(byAddress.body).toMatchObject({ statusCode: 429, error: 'RATE_LIMITED' })
    expect(byAddress.body.message).toMatch(/from this address; wait \d+ s/)
    expect(byKey.body.message).toMatch(/with this key; wait \d+ s/)
    expect(Number(byKey.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  })

  it('leave one key its allowance when another has used up its own', async () => {
    const collector = await startCollector({ args: ['--capture-key-rate', '20'] })
    await useUp(collector)

    const mine = await call(collector, 'GET /v1/issues/x', { key: collector.keys.project })

    expect(mine.status).toBe(404)
  })

  it('count what a refused batch held, once, until it is accepted', async () => {
    const collector = await startCollector({ args: ['--address-rate', '60'] })
    const sessionId = await openSession(collector)
    await send(collector, sessionId)
    await useUp(collector)

    const replies = [
      await send(collector, sessionId, 'again'),
      await send(collector, sessionId, 'again'),
      await send(collector, sessionId, 'other'),
    ]
    expect(replies.map(({ status }) => status)).toEqual([429, 429, 429])

    const outcomes = () => readOutcomes(collector)
    await expect
      .poll(async () => (await send(collector, sessionId, 'again')).status, {
        interval: 500,
        timeout: 10_000,
      })
      .toBe(202)
    await expect
      .poll(outcomes, { interval: 1000, timeout: 10_000 })
      .toMatchObject({ 'entries accepted': 4, 'entries limited rate-address': 2 })
  })

  it('go on counting requests when nothing more is read', async () => {
    const collector = await startCollector({ args: ['--capture-key-rate', '10'] })
    const sessionId = await openSession(collector)
    await useUp(collector)

    for (let count = 0; count < 60; count += 1) await send(collector, sessionId)

    const outcomes = await expectOutcomesOf(collector, 'requests limited rate-key', 60)
    // Four times the allowance of ten is read, and what the bucket earned meanwhile.
    expect(outcomes['entries limited rate-key']).toBeGreaterThanOrEqual(80)
    expect(outcomes['entries limited rate-key']).toBeLessThan(100)
    expect(outcomes['bytes limited rate-key']).toBeGreaterThan(60 * 100)
  })

  it('refuse an address that tries keys, but not the keys that it used before', async () => {
    const collector = await startCollector()
    const { capture, project } = collector.keys
    await call(collector, 'GET /v1/issues/x', { key: capture })
    const guess = () => call(collector, 'GET /v1/issues/x', { key: `uc_sk_${randomUUID()}` })

    for (let round = 0; round < 6; round += 1) {
      await Promise.all(Array.from({ length: 50 }, guess))
    }
    // The allowance grows again by five a second, so what is asked comes amid more guesses.
    const guesses = Array.from({ length: 100 }, guess)
    const never = await call(collector, 'GET /v1/issues/x', { key: project })
    await Promise.all(guesses)
    const before = await call(collector, 'GET /v1/issues/x', { key: capture })

    expect(never.status).toBe(429)
    expect(before.status).toBe(403)
    expect(never.body.message).toMatch(/unknown keys from this address/)
  })
})

async function expectOutcomesOf(collector: RunningCollector, name: string, count: number) {
  await expectOutcomes(collector, { [name]: count })
  return readOutcomes(collector)
}
