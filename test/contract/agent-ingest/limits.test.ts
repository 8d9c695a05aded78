import { describe, expect, it } from 'vitest'

import { batchOf, runItem, stepItem } from '../../helpers/agent-items.ts'
import { call } from '../../helpers/collector-client.ts'
import { otlpRequest } from '../../helpers/otlp-request.ts'
import { expectOutcomes, readOutcomes } from '../../helpers/read-outcomes.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'

const send = (collector: RunningCollector, body: unknown, path = '/v1/custom') =>
  call(collector, `POST ${path}`, { key: collector.keys.ingest, body })

const batchOfSpans = (count: number) => {
  const run = runItem()
  return batchOf(run, ...Array.from({ length: count - 1 }, () => stepItem(run.run_id)))
}

describe('the intake of agent runs', () => {
  it('counts spans, accepted and refused, beside the entries of pages', async () => {
    const collector = await startCollector()
    await send(collector, batchOfSpans(3))
    await send(collector, otlpRequest({ spanId: '01', name: 'ai.generateText' }), '/v1/traces')
    await send(collector, runItem({ response: 'card 4111 1111 1111 1111' }))
    await send(collector, batchOf())
    await send(collector, { runId: 'r', score: 'thumbs_up' }, '/v1/feedback')
    await call(collector, 'POST /v1/custom', { key: collector.keys.read, body: runItem() })

    await expectOutcomes(collector, {
      'spans accepted': 5,
      'spans truncated scrubbed': 1,
      'spans rejected invalid': 1,
      'spans rejected wrong-key': 1,
      'requests accepted': 4,
      'requests rejected invalid': 1,
    })
    expect(await readOutcomes(collector)).not.toHaveProperty('entries accepted')
  })

  it('limits the spans of a key, however few requests they come in', async () => {
    const collector = await startCollector({ args: ['--span-rate', '10'] })
    const first = await send(collector, batchOfSpans(8))
    const second = await send(collector, batchOfSpans(8))

    expect([first.status, second.status]).toEqual([200, 429])
    expect(second.body).toEqual({
      error: expect.stringMatching(/^Too many spans with this key; wait \d+ s$/),
    })
    expect(Number(second.headers['retry-after'])).toBeGreaterThanOrEqual(1)
    await expectOutcomes(collector, { 'spans accepted': 8, 'spans limited rate-key': 8 })
  })

  it('lets a server send more than one address of a visitor may', async () => {
    const collector = await startCollector({
      args: ['--address-rate', '5', '--ingest-key-rate', '12'],
    })
    let sent = 0
    while ((await send(collector, runItem())).status === 200) sent += 1

    expect(sent).toBeGreaterThanOrEqual(12)
  })

  it('takes nothing while the disk has no room', async () => {
    const collector = await startCollector({ args: ['--min-free-bytes', '1000000000GB'] })
    const { status, headers, body } = await send(collector, runItem())

    expect([status, headers['retry-after'], body]).toEqual([
      503,
      '60',
      { error: expect.any(String) },
    ])
  })
})
