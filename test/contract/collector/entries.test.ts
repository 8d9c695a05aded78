import { describe, expect, it } from 'vitest'

import { call, openSession, sendLogs } from '../../helpers/collector-client.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

interface Entry {
  entryId: string
  payload: { message: string }
}

describe('the entries of a session', () => {
  const collector = useCollector()
  const read = (sessionId: string, query = '') =>
    call(collector(), `GET /api/casefile/v1/sessions/${sessionId}/entries${query}`, {
      key: collector().keys.project,
    })

  it('come a page at a time, each once, whatever order they arrived in', async () => {
    const sessionId = await openSession(collector())
    const start = Date.now()
    // Interleaved and with equal times, so that neither batches nor times alone order them.
    for (let batch = 0; batch < 5; batch += 1) {
      const entries = Array.from({ length: 20 }, (_, index) =>
        consoleEntry(`${batch}/${index}`, { time: start + ((index * 7 + batch) % 10) }),
      )
      await sendLogs(collector(), sessionId, entries)
    }
    const whole: Entry[] = (await read(sessionId, '?limit=1000')).body.entries

    const paged: Entry[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await read(sessionId, `?limit=7${cursor && `&cursor=${cursor}`}`)
      expect(body.entries.length).toBeLessThanOrEqual(7)
      paged.push(...body.entries)
      cursor = body.nextCursor
    }

    expect(whole).toHaveLength(100)
    expect(paged).toEqual(whole)
    expect(new Set(paged.map(({ entryId }) => entryId)).size).toBe(100)
  })

  it('end at the moment that is asked for', async () => {
    const sessionId = await openSession(collector())
    const until = Date.now() - 60_000
    await sendLogs(collector(), sessionId, [
      consoleEntry('before', { time: until }),
      consoleEntry('after', { time: until + 1 }),
    ])

    const { body } = await read(sessionId, `?until=${new Date(until).toISOString()}`)

    expect(body.entries).toMatchObject([{ payload: { message: 'before' } }])
    expect(body.nextCursor).toBeNull()
  })

  it.each(['limit=0', 'limit=1001', 'cursor=here', 'until=soon'])('refuse %s', async (query) => {
    const sessionId = await openSession(collector())
    const { status, body } = await read(sessionId, `?${query}`)

    expect([status, body.error]).toEqual([400, 'VALIDATION_ERROR'])
  })
})
