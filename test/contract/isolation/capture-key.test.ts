import { expect, it } from 'vitest'

import { startWithRoutes } from '../../helpers/collector-routes.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { fillPath, fillProject } from '../../helpers/marked-project.ts'

/** What a capture key is for. */
const SENDING = [
  'POST /v1/sessions',
  'POST /v1/sessions/:id/logs',
  'POST /v1/issues',
  'POST /api/casefile/v1/sessions/:id/replay',
  'POST /v1/custom',
  'POST /v1/feedback',
]

/** What anybody may have, key or none; a route that is not here needs a key that may read. */
const PUBLIC = [
  'GET /health',
  'GET /health/live',
  // Asks for a read key of its own.
  'POST /oauth2/token',
  'GET /openapi.json',
  // Looks at the machine that asks, and at a token of its own; holds sums and no ids.
  'GET /metrics',
  'GET /',
  'GET /casefile.js',
  'GET /sdk/:version/:file',
  'GET /:file',
  'GET /inbox',
  'GET /inbox/replay-frame.html',
  'GET /inbox/assets/*',
  'GET /inbox/*',
  ...SENDING.map((route) => route.replace('POST', 'OPTIONS')),
  // Pages may send these as well, with a secret key that they were given.
  'OPTIONS /v1/traces',
  'OPTIONS /v1/otel-steps',
  // These look at the browser's cookie, its page or its password, and at no key.
  'GET /api/casefile/v1/inbox-session',
  'POST /api/casefile/v1/inbox-session',
  'DELETE /api/casefile/v1/inbox-session',
  'POST /api/casefile/v1/inbox-sign-in',
  'POST /api/casefile/v1/inbox-set-up',
]

const isPublic = (route: string) => PUBLIC.includes(route.replace(/^HEAD /, 'GET '))

it('a capture key reads nothing, of its own project either, on any route there is', async () => {
  const { collector, routes } = await startWithRoutes()
  const { marker, ids } = await fillProject(collector)
  const places = { ...ids, inbox: 'issues', assets: 'x.js', sdk: '1' }

  const ask = (route: string, headers: Record<string, string>) => {
    const [method = '', pattern = ''] = route.split(' ')
    const path = isPublic(route) ? pattern.replace(/:\w+|\*/g, 'x') : fillPath(pattern, places)
    return sendRequest(collector.url + path, { method, headers })
  }
  const guarded = routes.filter((route) => !isPublic(route) && !SENDING.includes(route))

  // Every list above is of routes that exist, and there is something left to guard.
  expect([...PUBLIC, ...SENDING].filter((route) => !routes.includes(route))).toEqual([])
  expect(guarded.length).toBeGreaterThan(10)
  for (const route of guarded) {
    for (const headers of [
      { 'x-api-key': collector.keys.capture },
      { authorization: `Bearer ${collector.keys.capture}` },
    ]) {
      const { status, text } = await ask(route, headers)
      expect([route, status]).toEqual([route, 403])
      expect([route, text.includes(marker)]).toEqual([route, false])
    }
    expect([route, (await ask(route, {})).status]).toEqual([route, 401])
  }
  for (const route of routes.filter(isPublic)) {
    const { text } = await ask(route, { 'x-api-key': collector.keys.capture })
    expect([route, text.includes(marker)]).toEqual([route, false])
    expect([route, text.includes(collector.projectId)]).toEqual([route, false])
  }
})

it('a sending route answers with no more than an id', async () => {
  const { collector } = await startWithRoutes()
  const { marker, ids } = await fillProject(collector)
  const headers = { 'x-api-key': collector.keys.capture, 'content-type': 'application/json' }
  const send = (path: string, body: object) =>
    sendRequest(collector.url + path, { method: 'POST', headers, body: JSON.stringify(body) })

  for (const answer of [
    await send('/v1/issues', { sessionId: ids.sessions, userDescription: 'Again' }),
    await send(`/v1/sessions/${ids.sessions}/logs`, { logs: [{ type: 'console' }] }),
    await send(`/api/casefile/v1/sessions/${ids.sessions}/replay`, { events: [] }),
    await send('/v1/custom', { type: 'run', run_id: ids.runs }),
    await send('/v1/feedback', { runId: ids.runs, score: 'thumbs_up' }),
  ]) {
    expect(answer.text.length).toBeLessThan(500)
    expect(answer.text).not.toContain(marker)
  }
})
