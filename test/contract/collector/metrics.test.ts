import { describe, expect, it } from 'vitest'

import { openSession, sendLogs } from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const FOREIGN = { 'x-forwarded-for': '203.0.113.7' }

describe('/metrics', () => {
  it('counts requests, what came in, what waits and what it costs', async () => {
    const collector = await startCollector()
    const sessionId = await openSession(collector)
    await sendLogs(collector, sessionId, [consoleEntry('a@b.example'), consoleEntry('plain')])

    const { status, headers, text } = await sendRequest(`${collector.url}/metrics`)

    expect([status, headers['content-type']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ])
    for (const line of [
      'casefile_http_requests_total{method="POST",route="/v1/sessions/:id/logs",status="202"} 1',
      'casefile_http_request_duration_seconds_count{route="/v1/sessions/:id/logs"} 1',
      'casefile_intake_total{item="entries",outcome="accepted",reason=""} 2',
      'casefile_intake_total{item="entries",outcome="truncated",reason="scrubbed"} 1',
      'casefile_scrubbed_values_total{kind="email"} 1',
      'casefile_writer_pending 0',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
    expect(text).toMatch(/^casefile_jobs_unfinished \d+$/m)
    expect(text).toMatch(/^process_resident_memory_bytes \d{7,}$/m)
    expect(text).toMatch(/^casefile_disk_bytes\{kind="meta"\} \d{4,}$/m)
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds\{quantile="0.99"\} [\d.e-]+$/m)
  })

  it('is text that Prometheus can read', async () => {
    const collector = await startCollector()
    await sendRequest(`${collector.url}/v1/"quoted"\\path`)

    const { text } = await sendRequest(`${collector.url}/metrics`)

    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? (-?[\d.]+(e[+-]?\d+)?))$/,
      )
    }
    const families = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name)
    expect(new Set(families).size).toBe(families.length)
  })

  it('names no address that somebody made up', async () => {
    const collector = await startCollector()
    for (const path of ['/a1', '/v1/sessions/a2/logs', '/sdk/a3/a4', '/inbox/a5', '/v1/a6?a7=a8']) {
      await sendRequest(collector.url + path)
    }

    const { text } = await sendRequest(`${collector.url}/metrics`)

    expect(text).not.toMatch(/\ba\d\b/)
  })

  it('is for this machine, or for whoever has the token', async () => {
    const open = await startCollector()
    const closed = await startCollector({ args: ['--metrics-token', 'scrape-me'] })
    const ask = async (url: string, headers: Record<string, string>) =>
      (await sendRequest(`${url}/metrics`, { headers })).status

    expect(await ask(open.url, {})).toBe(200)
    expect(await ask(open.url, FOREIGN)).toBe(403)
    expect(await ask(open.url, { host: 'evil.example' })).toBe(403)
    expect(await ask(open.url, { ...FOREIGN, authorization: 'Bearer undefined' })).toBe(401)
    expect(await ask(closed.url, { ...FOREIGN, authorization: 'Bearer scrape-me' })).toBe(200)
    expect(await ask(closed.url, { ...FOREIGN, authorization: 'Bearer scrape-you' })).toBe(401)
    expect(await ask(closed.url, FOREIGN)).toBe(403)
  })
})
