import { describe, expect, it, vi } from 'vitest'

import { call, openSession, reportIssue, sendLogs } from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

interface Line {
  level: string
  time: string
  msg: string
  requestId?: string
  [field: string]: unknown
}

const linesOf = (log: string) =>
  log
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)

describe('a request', () => {
  it('has an id on every answer, its own or that of a proxy', async () => {
    const collector = await startCollector()
    const idOf = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      (await sendRequest(collector.url + path, { headers, method })).headers['x-request-id']

    for (const path of [
      '/health',
      '/casefile.js',
      '/inbox/',
      '/v1/nothing',
      '/v1/issues/x',
      '/%ff',
    ]) {
      expect([path, await idOf(path)]).toEqual([path, expect.stringMatching(/^[\da-f-]{36}$/)])
    }
    expect(await idOf('/v1/sessions', {}, 'OPTIONS')).toMatch(/^[\da-f-]{36}$/)
    expect(await idOf('/health', { 'x-request-id': 'trace-0123.4:5_6' })).toBe('trace-0123.4:5_6')
    for (const bad of ['short', 'x'.repeat(65), 'with a space', '{"a":1}12345', 'tab\there-too']) {
      expect(await idOf('/health', { 'x-request-id': bad })).toMatch(/^[\da-f-]{36}$/)
    }
  })

  it('is one line of JSON on standard error that gives nothing away', async () => {
    const collector = await startCollector({ args: ['--log-level', 'info'] })
    const sessionId = await openSession(collector)
    await sendLogs(collector, sessionId, [consoleEntry('secret-words')])
    const issueId = await reportIssue(collector, sessionId, 'secret-words')
    const answer = await sendRequest(`${collector.url}/v1/issues/${issueId}?token=secret-words`, {
      headers: { 'x-api-key': collector.keys.project, 'x-request-id': 'from-a-proxy' },
    })
    await call(collector, 'GET /health')

    expect(answer.status).toBe(200)
    await vi.waitFor(() => expect(collector.log()).toContain('from-a-proxy'), 10_000)
    const line = linesOf(collector.log()).find(({ requestId }) => requestId === 'from-a-proxy')
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      msg: 'request',
      requestId: 'from-a-proxy',
      method: 'GET',
      route: '/v1/issues/:id',
      status: 200,
      durationMs: expect.any(Number),
      projectId: collector.projectId,
    })
    for (const hidden of [
      'secret-words',
      sessionId,
      issueId,
      ...Object.values(collector.keys),
      '127.0.0.1"',
    ]) {
      expect(collector.log()).not.toContain(hidden)
    }
    expect(linesOf(collector.log()).filter(({ route }) => route === '/health')).toEqual([])
  })

  it('is logged with path and address at debug, and not at all at silent', async () => {
    const debug = await startCollector({ args: ['--log-level', 'debug'] })
    const silent = await startCollector({ args: ['--log-level', 'silent'] })
    for (const collector of [debug, silent]) {
      await sendRequest(`${collector.url}/v1/issues/some-issue?token=abc`)
    }

    await vi.waitFor(() => expect(debug.log()).toContain('"path":"/v1/issues/some-issue"'), 10_000)
    expect(debug.log()).toContain('"address":"127.0.0.1"')
    expect(debug.log()).not.toContain('token=abc')
    // What it had to say, it has said by then.
    await silent.stop()
    expect(silent.log()).toBe('')
  })
})
