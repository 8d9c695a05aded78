import { describe, expect, it } from 'vitest'

import { toWireEntry } from 'casefile/protocol'

import { call, openSession, reportIssue } from '../../helpers/collector-client.ts'
import { expectOutcomes, readOutcomes } from '../../helpers/read-outcomes.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

describe('the outcomes of a project', () => {
  it('hold what was accepted and what was refused, once each', async () => {
    const collector = await startCollector()
    const { capture: key } = collector.keys
    const sessionId = await openSession(collector)
    const path = `POST /v1/sessions/${sessionId}/logs`
    const logs = [consoleEntry('one'), consoleEntry('two', { level: 'error' })]
    const withKey = { 'idempotency-key': 'batch' }

    await call(collector, path, { key, body: { logs }, headers: withKey })
    await call(collector, path, { key, body: { logs }, headers: withKey })
    await call(collector, path, { key, body: { logs: [{}, {}, {}] } })
    await call(collector, path, { key, body: { logs: [{}] }, headers: withKey })
    await call(collector, 'POST /v1/sessions/x/logs', { key, body: { logs } })
    await reportIssue(collector, sessionId)

    await expectOutcomes(collector, {
      'entries accepted': 2,
      'entries rejected invalid': 3,
      'entries rejected not-found': 2,
      'requests accepted': 4,
      'requests rejected invalid': 2,
      'requests rejected not-found': 1,
      'issues accepted': 1,
    })
  })

  it('hold what the SDK reports as lost on the device', async () => {
    const collector = await startCollector()
    const sessionId = await openSession(collector)
    const loss = toWireEntry({
      type: 'loss',
      reason: 'storage',
      count: 41,
      time: Date.now(),
      seq: 1,
      tabId: 't',
    })

    await call(collector, `POST /v1/sessions/${sessionId}/logs`, {
      key: collector.keys.capture,
      body: { logs: [loss] },
    })

    await expectOutcomes(collector, { 'entries dropped device-storage': 41 })
  })

  it('survive a stop, and add up over starts', async () => {
    const first = await startCollector({ args: ['--dev'] })
    await openSession(first)
    await first.stop()

    const second = await startCollector({ args: ['--dev'], data: first.data })
    await openSession(second)

    await expectOutcomes(second, { 'requests accepted': 2 })
  })

  it('are those of one project, and foreign ones are not found', async () => {
    const collector = await startCollector()
    const other = await addProject(collector.data)
    await openSession(collector)
    await expectOutcomes(collector, { 'requests accepted': 1 })

    const mine = await readOutcomes(collector, '', { ...other, key: other.keys.project })
    const foreign = await call(
      collector,
      `GET /api/casefile/v1/projects/${collector.projectId}/outcomes`,
      { key: other.keys.project },
    )

    expect(mine).toEqual({})
    expect(foreign.status).toBe(404)
  })

  it('show unknown keys to the inbox only, since they are no project’s', async () => {
    const collector = await startCollector()
    await call(collector, 'POST /v1/sessions', { key: 'uc_pk_nobody', body: {} })
    const path = `GET /api/casefile/v1/projects/${collector.projectId}/outcomes`
    const signedIn = await call(collector, 'POST /api/casefile/v1/inbox-session')
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''

    await expect
      .poll(async () => (await call(collector, path, { headers: { cookie } })).body.collector)
      .toContainEqual({
        item: 'requests',
        level: null,
        outcome: 'rejected',
        reason: 'unknown-key',
        count: 1,
      })
    const { body } = await call(collector, path, { key: collector.keys.project })
    expect(body.collector).toEqual([])
  })

  it('can be asked for a range, in at most 60 parts', async () => {
    const collector = await startCollector()
    const sessionId = await openSession(collector)
    await call(collector, `POST /v1/sessions/${sessionId}/logs`, {
      key: collector.keys.capture,
      body: { logs: [consoleEntry('one')] },
    })
    await expectOutcomes(collector, { 'entries accepted': 1 })
    const ask = (from: number, to: number) =>
      call(
        collector,
        `GET /api/casefile/v1/projects/${collector.projectId}/outcomes?from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`,
        { key: collector.keys.project },
      )

    const now = Date.now() + 1000
    const ranges = [1, 24, 7 * 24, 90 * 24].map((hours) => ask(now - hours * 3_600_000, now))
    for (const { body } of await Promise.all(ranges)) {
      const accepted = body.parts.map((part: { accepted: number }) => part.accepted)
      expect(accepted.length).toBeLessThanOrEqual(61)
      expect(accepted.reduce((sum: number, count: number) => sum + count, 0)).toBe(1)
    }
    const past = await ask(now - 48 * 3_600_000, now - 24 * 3_600_000)
    expect(past.body.totals).toEqual([])
    expect((await ask(now, now - 1)).status).toBe(400)
    expect((await ask(0, now)).status).toBe(400)
  })
})
