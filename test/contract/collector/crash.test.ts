import { expect, it } from 'vitest'

import { call, openSession } from '../../helpers/collector-client.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

/** Enough for every phase of a commit to be hit; `CASEFILE_KILLS=100` looks longer. */
const KILLS = Number(process.env.CASEFILE_KILLS ?? 8)
const SENDERS = 12
const ENTRIES = 5

let lastBatch = 0
/** No UUID: one in some ten thousand has a card number in it, which would be taken out. */
const nextBatchId = () => `batch-${(lastBatch += 1)}`

/**
 * Sends batches until the collector is gone. A batch without an answer is sent again, under its
 * key, to the next one: just what the SDK does.
 */
async function sendUntilGone(
  collector: RunningCollector,
  sessionId: string,
  { unanswered, acknowledged }: { unanswered: string[]; acknowledged: Set<string> },
): Promise<void> {
  for (;;) {
    const batchId = unanswered.pop() ?? nextBatchId()
    const logs = Array.from({ length: ENTRIES }, (_, index) => consoleEntry(`${batchId}/${index}`))
    try {
      const { status } = await call(collector, `POST /v1/sessions/${sessionId}/logs`, {
        key: collector.keys.project,
        headers: { 'idempotency-key': batchId },
        body: { logs },
      })
      if (status !== 202) throw new Error(`answered ${status}`)
      acknowledged.add(batchId)
    } catch {
      unanswered.push(batchId)
      return
    }
  }
}

it(`killed ${KILLS} times under load, a collector keeps what it acknowledged, once`, async () => {
  const data = temporaryFolder()
  const sent = { unanswered: [] as string[], acknowledged: new Set<string>() }
  let sessionId: string | undefined

  for (let kill = 0; kill < KILLS; kill += 1) {
    const collector = await startCollector({ data, args: ['--dev'] })
    sessionId ??= await openSession(collector)
    const target = sessionId
    const before = sent.acknowledged.size
    const senders = Array.from({ length: SENDERS }, () => sendUntilGone(collector, target, sent))
    // At another moment each time, but never before there was something to lose.
    await expect
      .poll(() => sent.acknowledged.size - before, { interval: 1, timeout: 20_000 })
      .toBeGreaterThan(10 + ((kill * 37) % 300))
    await collector.stop('SIGKILL')
    await Promise.all(senders)
  }

  const collector = await startCollector({ data, args: ['--dev'] })
  const counts = new Map<string, number>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const path: string = `GET /api/casefile/v1/sessions/${sessionId}/entries?limit=1000${cursor && `&cursor=${cursor}`}`
    const { body } = await call(collector, path, { key: collector.keys.project })
    for (const { payload } of body.entries) {
      const [batchId] = String(payload.message).split('/')
      counts.set(String(batchId), (counts.get(String(batchId)) ?? 0) + 1)
    }
    cursor = body.nextCursor
  }

  const missing = [...sent.acknowledged].filter((batchId) => !counts.has(batchId))
  const notWhole = [...counts].filter(([, count]) => count !== ENTRIES)
  expect({ missing, notWhole }).toEqual({ missing: [], notWhole: [] })
  expect(sent.acknowledged.size).toBeGreaterThan(KILLS * 10)
}, 120_000)
