import { connect } from 'node:net'

import { beforeAll, describe, expect, it } from 'vitest'

import type { SpanPart } from '../../../server/src/storage/traces/span-parts.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { read } from '../../helpers/read-runs.ts'
import { seedRuns, withTraceStore } from '../../helpers/seed-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { weatherRun } from '../../helpers/weather-run.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const HEADER =
  'session_id,event_id,event_seq,timestamp,type,trace_id,span_id,parent_span_id,agent_name,duration_ms,model,input_tokens,output_tokens,tool_name,decision_kind,status,error,data'

describe('an export', () => {
  const collector = useCollector()
  const path = (query: string) => `/api/projects/${collector().projectId}/sessions/export${query}`
  const get = (query: string) =>
    sendRequest(collector().url + path(query), {
      headers: { authorization: `Bearer ${collector().keys.read}` },
    })
  const rows = async (query: string) => parseCsv((await get(query)).text).slice(1)

  beforeAll(() =>
    seedRuns(collector(), [
      ...weatherRun({ runId: 'one', startTime: NOON, run: { sessionId: 'chat' } }),
      ...weatherRun({
        runId: 'two',
        startTime: NOON + 60_000,
        run: { sessionId: '=HYPERLINK("http://evil")', agent: '+cmd|calc', statusCode: 2 },
        call: {
          toolName: '@sum',
          statusCode: 2,
          statusMessage: '-2+3, "quoted"\r\nand more',
          args: 'plain, "text"',
        },
      }),
    ]),
  )

  it('is a table by RFC 4180 that no spreadsheet runs', async () => {
    const { status, headers, text } = await get('?format=csv')

    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toBe(
      `attachment; filename="traces-${collector().projectId}.csv"`,
    )
    expect(text.startsWith(`${HEADER}\r\n`)).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
    const table = parseCsv(text).slice(1)
    expect(table.map((row) => row.length)).toEqual(table.map(() => 18))
    expect(table.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([])
    const failed = table.find((row) => row[4] === 'tool_call' && row[5] === 'two')
    expect(failed?.slice(0, 1)).toEqual([`'=HYPERLINK("http://evil")`])
    expect(failed?.slice(8)).toEqual([
      `'+cmd|calc`,
      '500',
      '',
      '',
      '',
      `'@sum`,
      '',
      'error',
      `'-2+3, "quoted"\r\nand more`,
      expect.stringContaining('plain, \\"text\\"'),
    ])
    const step = table.find((row) => row[4] === 'llm_call' && row[5] === 'one')
    expect(step?.slice(2, 4)).toEqual(['1', '2026-02-27T12:00:00.100Z'])
    expect(step?.slice(10, 13)).toEqual(['model-1-2026', '150', '45'])
  })

  it('is CSV when no format is said', async () => {
    expect((await get('')).headers['content-type']).toBe('text/csv; charset=utf-8')
  })

  it('may be lines of JSON, or JSON', async () => {
    const lines = await get('?format=jsonl')
    const whole = await get('?format=json')

    expect(lines.headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
    const events = lines.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events).toHaveLength(9)
    expect(whole.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(whole.headers['content-disposition']).toContain('.json"')
    expect(JSON.parse(whole.text)).toEqual({ success: true, traces: events })
  })

  it.each([
    ['?agentName=support', 4],
    ['?status=failed', 5],
    ['?status=archived', 0],
    ['?environment=dev', 0],
    ['?q=paris', 9],
    ['?from=2026-02-27T12:01:00Z', 5],
    ['?to=2026-02-27T12:01:00Z', 4],
    ['?agentName=support&from=2026-02-27T12:01:00Z', 0],
    ['?range=1d', 0],
  ])('holds the events of the chosen sessions: %s', async (query, expected) => {
    expect(await rows(query)).toHaveLength(expected)
  })

  it('refuses a format that nobody knows, and times that are none', async () => {
    for (const query of ['?format=xlsx', '?from=soon', '?range=x']) {
      const { status, body } = await read(collector(), path(query))
      expect([query, status]).toEqual([query, 400])
      expect(body).toMatchObject({ success: false, error: { code: 'VALIDATION_ERROR' } })
    }
  })

  it('is streamed: as much is read as is taken', async () => {
    const data = { text: 'x'.repeat(2000) }
    const events = Array.from({ length: 20_000 }, (_, index): SpanPart => ({
      kind: 'event',
      runId: 'huge',
      spanId: `event-${index}`,
      type: 'state_change',
      startTime: NOON + index,
      data,
    }))
    const run: SpanPart = { kind: 'run', runId: 'huge', sessionId: 'huge', startTime: NOON }
    await seedRuns(collector(), [run, ...events])

    const socket = connect(Number(new URL(collector().url).port), '127.0.0.1')
    socket.write(
      `GET ${path('?format=jsonl')} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\nauthorization: Bearer ${collector().keys.read}\r\n\r\n`,
    )
    await new Promise((resolve) => socket.once('readable', resolve))
    // Whoever reads gets all of it, and meanwhile nobody takes the first: long enough to read ahead.
    const whole = (await get('?format=jsonl')).text
    const { projectId } = collector()
    await withTraceStore(collector().data, (store) =>
      store.eraseRuns(projectId, { sessionIds: ['huge'] }),
    )
    let taken = 0
    for await (const chunk of socket) taken += (chunk as Buffer).byteLength

    expect(whole.trimEnd().split('\n')).toHaveLength(20_009)
    // What was on its way: pieces of 4 MB, and what the system keeps for the two ends.
    expect(taken).toBeLessThan(0.75 * whole.length)
  }, 60_000)
})

/** Reads CSV as RFC 4180 has it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (row.length > 1) rows.push(row)
    row = []
  }
  return rows
}
