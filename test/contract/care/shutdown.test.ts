import { describe, expect, it } from 'vitest'

import { call, openSession } from '../../helpers/collector-client.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const NO_LIMITS = ['--dev', '--address-rate', '100000000', '--capture-key-rate', '100000000']
/** After 9 seconds the collector would end whatever is under way. */
const DEADLINE = 8000

describe('a collector that is stopped under load', () => {
  it('settles every request, and has stored whatever it accepted, once', async () => {
    const first = await startCollector({ args: NO_LIMITS })
    const sessionId = await openSession(first)
    const load = pour(first, sessionId)
    await expect.poll(load.count, { timeout: 10_000 }).toBeGreaterThan(200)

    const begun = Date.now()
    const code = await first.stop()
    const duration = Date.now() - begun
    const { accepted, statuses } = await load.end()

    expect(code).toBe(0)
    expect(duration).toBeLessThan(DEADLINE)
    expect([...statuses].filter((status) => ![202, 503].includes(status))).toEqual([])

    const second = await startCollector({ data: first.data, args: NO_LIMITS })
    const stored = await storedMessages(second, sessionId)
    expect(new Set(stored).size).toBe(stored.length)
    expect(accepted.filter((message) => !stored.includes(message))).toEqual([])
  })

  it('ends at once when it is told twice, and loses nothing either', async () => {
    const first = await startCollector({ args: NO_LIMITS })
    const sessionId = await openSession(first)
    const load = pour(first, sessionId)
    await expect.poll(load.count, { timeout: 10_000 }).toBeGreaterThan(200)

    void first.stop()
    await first.stop()
    const { accepted } = await load.end()

    const second = await startCollector({ data: first.data, args: NO_LIMITS })
    const stored = await storedMessages(second, sessionId)
    expect(accepted.filter((message) => !stored.includes(message))).toEqual([])
  })
})

/** Sends batches over 16 connections until the collector is gone. */
function pour({ url, keys }: RunningCollector, sessionId: string) {
  const accepted: string[] = []
  const statuses = new Set<number>()

  const send = async (message: string): Promise<boolean> => {
    try {
      const { status } = await fetch(`${url}/v1/sessions/${sessionId}/logs`, {
        method: 'POST',
        headers: { 'x-api-key': keys.capture, 'content-type': 'application/json' },
        body: JSON.stringify({ logs: [consoleEntry(message)] }),
        // A request that hangs is a failure of the test, not of its patience.
        signal: AbortSignal.timeout(20_000),
      })
      statuses.add(status)
      if (status === 202) accepted.push(message)
      return status === 202
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError') throw error
      return false
    }
  }
  const clients = Array.from({ length: 16 }, async (_, client) => {
    for (let number = 0; await send(`${client}-${number}`); number += 1);
  })
  return {
    count: () => accepted.length,
    async end() {
      await Promise.all(clients)
      return { accepted, statuses }
    },
  }
}

async function storedMessages(collector: RunningCollector, sessionId: string): Promise<string[]> {
  const messages: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: string = cursor && `&cursor=${cursor}`
    const path = `GET /api/casefile/v1/sessions/${sessionId}/entries?limit=1000${query}`
    const { body } = await call(collector, path, { key: collector.keys.project })
    for (const { payload } of body.entries) messages.push(payload.message)
    cursor = body.nextCursor
  }
  return messages
}
