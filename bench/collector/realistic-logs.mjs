import { randomFrom } from '../lib/random-from.mjs'

/**
 * Wire entries as busy single-page apps produce them: mostly requests, console lines and clicks,
 * with ids, addresses, timings and stacks that do not repeat. The same seed gives the same entries.
 */
export function realisticLogs(
  count,
  { random = randomFrom(1), startTime = 1_770_000_000_000 } = {},
) {
  let time = startTime
  let sequence = 0
  return Array.from({ length: count }, () => {
    time += Math.floor(-Math.log(1 - random()) * 120)
    const made = pick(random, SHAPES)(random)
    return {
      ...made,
      timestamp: new Date(time).toISOString(),
      eventMetadata: {
        ...made.eventMetadata,
        sequence: sequence++,
        tabId: '5f0c9a7e',
        page: `https://shop.example.com${pick(random, PATHS)}`,
      },
    }
  })
}

const PATHS = ['/', '/search', '/cart', '/checkout', '/account/orders', '/product/trail-shoe-41']
const WORDS =
  `cart checkout total order payment customer session token refresh render component mount
   unmount state update effect query cache stale fetch retry timeout network response parse price
   currency discount voucher stock item variant image upload progress complete failed invalid
   missing undefined property read null object array index promise rejected handler click submit`.split(
    /\s+/,
  )

const SHAPES = [
  ...Array(38).fill(request),
  ...Array(26).fill(consoleLine),
  ...Array(14).fill(click),
  ...Array(8).fill(storage),
  ...Array(6).fill(vital),
  ...Array(3).fill(warning),
  ...Array(3).fill(failedRequest),
  ...Array(2).fill(error),
]

function request(random, status = 200) {
  const duration = Math.round(Math.exp(3 + random() * 4))
  return entry('network', status >= 400 ? 'error' : 'info', {
    method: random() < 0.7 ? 'GET' : 'POST',
    url: `https://api.example.com/v2/${pick(random, WORDS)}/${hex(random, 12)}?page=${int(random, 40)}&sort=${pick(random, WORDS)}`,
    status,
    durationMs: duration,
    requestBytes: int(random, 2000),
    responseBytes: int(random, 90_000),
    initiator: 'fetch',
    timings: { dns: 0, connect: 0, wait: Math.round(duration * 0.8), receive: int(random, 30) },
    headers: { 'content-type': 'application/json', 'x-request-id': hex(random, 24) },
  })
}

function failedRequest(random) {
  return request(random, pick(random, [400, 401, 404, 409, 429, 500, 502, 503]))
}

function consoleLine(random) {
  return entry('console', random() < 0.5 ? 'debug' : 'info', {
    method: 'log',
    message: sentence(random, 4 + int(random, 14)),
    args: [
      sentence(random, 3),
      { id: hex(random, 10), count: int(random, 900), ok: random() < 0.5 },
    ],
  })
}

function warning(random) {
  return entry('console', 'warn', { method: 'warn', message: sentence(random, 12) })
}

function error(random) {
  const frames = Array.from(
    { length: 8 },
    () =>
      `    at ${pick(random, WORDS)}${pick(random, WORDS)} (https://shop.example.com/assets/app-${hex(random, 8)}.js:${int(random, 900)}:${int(random, 9000)})`,
  )
  return entry('console', 'error', {
    method: 'error',
    message: `TypeError: Cannot read properties of undefined (reading '${pick(random, WORDS)}')`,
    stack: frames.join('\n'),
  })
}

function click(random) {
  return {
    ...entry('console', 'info', {}),
    eventType: 'click',
    eventMetadata: {
      selector: `main > section:nth-child(${int(random, 9)}) > button.${pick(random, WORDS)}-${pick(random, WORDS)}`,
      role: 'button',
      name: sentence(random, 2),
      x: int(random, 1400),
      y: int(random, 900),
    },
  }
}

function storage(random) {
  return entry('storage', 'debug', {
    area: 'localStorage',
    key: `${pick(random, WORDS)}:${pick(random, WORDS)}`,
    op: 'set',
    bytes: int(random, 4000),
  })
}

function vital(random) {
  return entry('console', 'info', {
    name: pick(random, ['LCP', 'INP', 'CLS', 'FCP']),
    value: Math.round(random() * 4000) / 10,
    rating: pick(random, ['good', 'needs-improvement', 'poor']),
  })
}

function entry(type, level, payload) {
  return { type, level, payload, timestamp: '', eventType: 'log', eventMetadata: {} }
}

const sentence = (random, words) =>
  Array.from({ length: words }, () => pick(random, WORDS)).join(' ')
const int = (random, below) => Math.floor(random() * below)
const pick = (random, from) => from[Math.floor(random() * from.length)]
const hex = (random, length) =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')
