import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { openSession, reportIssue } from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { timeHealth, watchHealth } from '../../helpers/watch-health.ts'

/** What is in no document: files, and what nobody has made. */
const HIDDEN = [
  'GET /',
  'GET /openapi.json',
  'GET /casefile.js',
  'GET /{file}',
  'GET /sdk/{version}/{file}',
  'GET /inbox',
  'GET /inbox/{page}',
  'GET /inbox/assets/{file}',
  'OPTIONS /v1/sessions',
  'POST /nothing/{id}',
]

const CODES =
  /^(VALIDATION_ERROR|UNAUTHORIZED|FORBIDDEN|INBOX_LOCAL_ONLY|ORIGIN_NOT_ALLOWED|NOT_FOUND|REQUEST_TIMEOUT|CONFLICT|PAYLOAD_TOO_LARGE|UNSUPPORTED_MEDIA_TYPE|RATE_LIMITED|[A-Z_]{3,40})$/

/** Bounds what one process may grow to while it is being attacked. */
const MOST_MEMORY = 600 * 1024 * 1024

/** Times the usual answer of `/health`: far above any busy machine, far below a stall. */
const MOST_DELAY = 500

const deep = (open: string, close: string, levels: number) =>
  open.repeat(levels) + close.repeat(levels)

const SEGMENTS = [
  ...[
    'x',
    '%00',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e',
    '%ff',
    '%',
    '%zz',
    '%c0%af',
    '%F0%9F%98%80',
    '..;',
  ],
  ...[
    '__proto__',
    'constructor',
    "'; DROP TABLE issues; --",
    'a'.repeat(299),
    'a'.repeat(5000),
    '*',
    ':id',
    '\\',
  ],
]
const QUERIES = [
  ...[
    '',
    '?',
    '?limit=x',
    '?limit=-1',
    '?limit=1e9',
    '?page=0',
    '?page=99999999999999999999',
    '?cursor=%00',
  ],
  ...[
    '?cursor=AAAA',
    '?until=yesterday',
    '?until=%FF',
    '?limit=1&limit=2',
    '?__proto__[a]=1',
    '?a[b][c]=1',
  ],
  ...[
    '?q=%22%22%22',
    '?q=NEAR(a b)&x=%ff',
    '?from=1&to=0',
    `?${'a=1&'.repeat(2000)}`,
    '?%',
    '?=&&==&',
  ],
]
const CONTENT_TYPES = [
  'application/json',
  'text/plain',
  'application/json; charset=utf-7',
  'multipart/form-data',
  '',
  'a/b/c;;',
  'APPLICATION/JSON',
]
const ENCODINGS = ['', 'gzip', 'br', 'gzip, gzip', 'identity', 'zstd', 'deflate', ' GZIP ']

const session = { externalSessionId: 'x' }
const entry = {
  type: 'console',
  level: 'info',
  payload: { a: '\u0000\ud800' },
  timestamp: '2026-01-01T00:00:00Z',
}
const BODIES: (string | Uint8Array)[] = [
  ...[
    '',
    '{',
    'null',
    '[]',
    '"',
    '1e999',
    '{}',
    'NaN',
    '\ufeff{}',
    '{"a":1}{"b":2}',
    '{"logs":[]}',
    '{"logs":{}}',
  ],
  '{"__proto__":{"a":1},"constructor":{"prototype":{"b":1}}}',
  `{"externalSessionId":"\\u0000\\ud800"}`,
  `{"externalSessionId":${deep('[', ']', 100_000)}}`,
  deep('{"a":', '}', 100_000).replace('}', '1}'),
  deep('[', ']', 100_000),
  `{"logs":[${JSON.stringify(entry).replace('"a"', `"deep":${deep('[', ']', 30_000)},"a"`)}]}`,
  `{"sessionId":"x","userDescription":"x","metadata":{"a":${deep('[', ']', 50_000)}}}`,
  `{"events":[{"type":2,"timestamp":1,"data":${deep('{"a":', '}', 100_000).replace('}', '1}')}}]}`,
  '{"events":[{"type":1,"timestamp":1e308},{"type":1,"timestamp":-1e308}]}',
  `{"fields":["${'a'.repeat(90)}"],"patterns":["${'(a+)+'.repeat(9)}"]}`,
  JSON.stringify({ logs: [entry] }),
  JSON.stringify({ ...session, a: 'x'.repeat(300_000) }),
  JSON.stringify({ externalSessionId: 7, sessionId: [], userDescription: {} }),
  JSON.stringify({
    events: [
      { type: 2, timestamp: 1, data: null },
      { type: 3, timestamp: 2, data: 'x' },
    ],
  }),
  new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]),
  gzipSync('{"logs":').subarray(0, 15),
  gzipSync(Buffer.alloc(30_000_000, ' ')),
  gzipSync(gzipSync('{}')),
]

const headerText = fc.string({ unit: fc.constantFrom(...'aZ09 ;,=:"\\{}%\u00e9\t'), maxLength: 60 })
const HEADERS = [
  ...[
    'x-api-key',
    'authorization',
    'cookie',
    'origin',
    'idempotency-key',
    'x-request-id',
    'accept',
    'range',
  ],
  ...[
    'if-none-match',
    'if-modified-since',
    'x-forwarded-for',
    'forwarded',
    'x-http-method-override',
    'expect',
  ],
]

describe('a hostile request', () => {
  it('is answered in the documented shape on every route, and stalls nobody', async ({
    annotate,
  }) => {
    const collector = await startCollector({
      args: ['--address-rate', '1000000', '--secret-key-rate', '1000000'],
    })
    const routes = [...(await documentedRoutes(collector)), ...HIDDEN]
    const sessionId = await openSession(collector)
    const ids = [sessionId, collector.projectId, await reportIssue(collector, sessionId)]
    const keys = [...Object.values(collector.keys), 'uc_sk_made_up', '']

    const request = fc.record({
      route: fc.constantFrom(...routes),
      method: fc.option(
        fc.constantFrom('PUT', 'DELETE', 'PATCH', 'HEAD', 'TRACE', 'PROPFIND', 'OPTIONS'),
        { freq: 8 },
      ),
      segment: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...ids) },
        fc.constantFrom(...SEGMENTS),
      ),
      query: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, fc.constantFrom(...QUERIES)),
      key: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...keys.slice(0, 2)) },
        fc.constantFrom(...keys),
      ),
      type: fc.oneof(
        { weight: 6, arbitrary: fc.constant('application/json') },
        fc.constantFrom(...CONTENT_TYPES),
      ),
      encoding: fc.oneof({ weight: 6, arbitrary: fc.constant('') }, fc.constantFrom(...ENCODINGS)),
      body: fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...BODIES) }, fc.json()),
      headers: fc.dictionary(fc.constantFrom(...HEADERS.slice(2)), headerText, { maxKeys: 2 }),
    })

    const idle = median(await timeHealth(collector.url, 200))
    const attacked = watchHealth(collector.url)
    await fc.assert(
      fc.asyncProperty(
        request,
        async ({ route, method, segment, query, key, type, encoding, body, headers }) => {
          const [usual = '', template = ''] = route.split(' ')
          const path = template.replace(/\{\w+\}/g, () => segment)
          const sent = method ?? usual
          const hasBody = !['GET', 'HEAD', 'TRACE'].includes(sent)
          const answer = await sendRequest(
            `${collector.url}${path}${query}`.replace(/[\s"<>^`{|}]/g, encodeURIComponent),
            {
              method: sent,
              headers: {
                ...Object.fromEntries(
                  Object.entries(headers).map(([name, value]) => [name, value.trim()]),
                ),
                ...(key && { 'x-api-key': key }),
                ...(type && { 'content-type': type }),
                ...(encoding && { 'content-encoding': encoding }),
                ...(hasBody && { 'content-length': String(Buffer.byteLength(body)) }),
              },
              ...(hasBody && { body }),
            },
          )

          const place = `${sent} ${path}${query}`.slice(0, 300)
          expect([place, answer.status, answer.text.slice(0, 300)]).toEqual([
            place,
            expect.any(Number),
            expect.any(String),
          ])
          expect(answer.status, `${place}: ${answer.text.slice(0, 300)}`).not.toBe(500)
          expect(answer.headers['x-request-id'], place).toEqual(expect.any(String))
          if (answer.status >= 400 && sent !== 'HEAD') expectRefusal(answer, place)
        },
      ),
      { numRuns: 500 },
    )
    const times = await attacked.stop()
    const worst = times.at(-1) ?? 0
    const told = `/health: ${idle.toFixed(1)} ms idle; of ${times.length} answers under attack median ${median(times).toFixed(1)} ms, worst ${worst.toFixed(1)} ms`
    await annotate(told)
    expect(worst, told).toBeLessThan(MOST_DELAY * idle)
    await expectUnharmed(collector)
  }, 110_000)

  it('is answered also when it is hardly HTTP', async () => {
    const collector = await startCollector()
    const head = 'POST /v1/sessions HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n'
    const attempts = [
      '\0\0\0\0\r\n\r\n',
      'GET\r\n\r\n',
      'BREW /coffee HTTP/1.1\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
      `GET /health HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
      'GET /health HTTP/1.1\r\nhost: a\r\nhost: b\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      'GET /health HTTP/1.1\r\n\r\n',
      `${head}content-length: -5\r\n\r\n{}`,
      `${head}transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n`,
      `${head}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      `${head}x-api-key: a\r\nx-api-key: b\r\ncontent-length: 2\r\n\r\n{}GARBAGE AFTER\r\n\r\n`,
      'GET /health HTTP/1.1\r\nhost: a\r\n\r\nGET /\x01 HTTP/1.1\r\n\r\n\xff\xfe',
      'GET http://evil.example/health HTTP/1.1\r\nhost: a\r\n\r\n',
      'OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n',
      'CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n',
      'GET /health HTTP/9.9\r\nhost: a\r\n\r\n',
      'GET /health HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
    ]

    for (const attempt of attempts) {
      const answer = await sendBytes(collector, attempt)

      expect(answer, attempt.slice(0, 80)).not.toMatch(/^HTTP\/1\.1 500|node_modules|\n\s+at /m)
    }
    await Promise.all(
      // Cut off in the middle of a body.
      Array.from({ length: 20 }, () =>
        sendBytes(collector, `${head}content-length: 999\r\n\r\n{"exter`, 50),
      ),
    )
    await expectUnharmed(collector)
  }, 60_000)
})

async function documentedRoutes({ url }: RunningCollector): Promise<string[]> {
  const { text } = await sendRequest(`${url}/openapi.json`)
  const { paths } = JSON.parse(text) as { paths: Record<string, object> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
}

function expectRefusal(answer: Awaited<ReturnType<typeof sendRequest>>, place: string): void {
  expect([place, answer.headers['content-type']]).toEqual([
    place,
    expect.stringContaining('application/json'),
  ])
  const body: unknown = JSON.parse(answer.text)
  const code = expect.stringMatching(CODES)
  const message = expect.any(String)
  // Each API has a shape of its own.
  const shapes = [
    { statusCode: answer.status, error: code, message },
    { statusCode: answer.status, message },
    { success: false, error: { code, message } },
    { error: message },
    { error: expect.stringMatching(/^[a-z_]+$/), error_description: message },
  ]
  const namesOf = (shape: object | null) =>
    Object.keys(shape ?? {})
      .sort()
      .join()
  const shape = shapes.find((each) => namesOf(each) === namesOf(Object(body)))
  expect([place, body]).toEqual([place, shape])
  expect(answer.text, place).not.toMatch(/node_modules|\.ts:|\.js:\d|\\n\s+at /)
}

/** Alive, quick, of a bounded size, and without a fault in its log. */
async function expectUnharmed(collector: RunningCollector): Promise<void> {
  const { status } = await sendRequest(`${collector.url}/health`)
  const { text } = await sendRequest(`${collector.url}/metrics`)
  const memory = Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1])

  expect(status).toBe(200)
  expect(memory).toBeLessThan(MOST_MEMORY)
  expect(collector.log()).not.toContain('unexpected error')
}

/** Whatever comes back until the other side closes, or until this side loses patience and does. */
function sendBytes({ url }: RunningCollector, bytes: string, patience = 400): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let answer = ''
    socket.setTimeout(patience, () => socket.destroy())
    socket.on('data', (chunk) => (answer += String(chunk)))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve(answer))
    socket.end(Buffer.from(bytes, 'latin1'))
  })
}

function median(sorted: number[]): number {
  return sorted[sorted.length >> 1] ?? 0
}
