import fc from 'fast-check'

import type { Json, RecordedEvent } from '../../src/protocol/index.ts'

const time = fc.integer({ min: 0, max: 8.64e15 })

/** Any value that JSON gives back as it was. */
const json: fc.Arbitrary<Json> = fc
  .jsonValue()
  .map((value): Json => JSON.parse(JSON.stringify(value)))

const place = { seq: fc.nat(), tabId: fc.string(), time }

/** Fields that may be missing. */
const optional = { requiredKeys: [] as [] }

function event<Required extends object, Optional extends object>(
  required: fc.Arbitrary<Required>,
  more: fc.Arbitrary<Optional>,
) {
  return fc
    .tuple(fc.record(place), required, more)
    .map(([base, fields, rest]) => ({ ...base, ...fields, ...rest }))
}

const target = { selector: fc.string(), tag: fc.string(), text: fc.string() }

const moreOfTarget = { role: fc.string(), testId: fc.string() }

/** Every event the SDK may record. */
export const anyEvent: fc.Arbitrary<RecordedEvent> = fc.oneof(
  event(
    fc.record({
      type: fc.constant('console' as const),
      level: fc.constantFrom('error', 'warn', 'info', 'debug'),
      method: fc.string(),
      message: fc.string(),
      args: fc.array(json, { maxLength: 4 }),
    }),
    fc.record({ stack: fc.string() }, optional),
  ),
  event(
    fc.record({
      type: fc.constant('error' as const),
      source: fc.constantFrom(
        'uncaught',
        'unhandledrejection',
        'captured',
        'resource',
        'csp',
        'report',
      ),
      name: fc.string(),
      message: fc.string(),
    }),
    fc.record(
      {
        stack: fc.string(),
        causes: fc.array(
          fc.record(
            { name: fc.string(), message: fc.string(), stack: fc.string() },
            { requiredKeys: ['name', 'message'] },
          ),
          { maxLength: 3 },
        ),
        context: json,
        url: fc.webUrl(),
        line: fc.nat(),
        column: fc.nat(),
      },
      optional,
    ),
  ),
  event(
    fc.record({
      type: fc.constant('network' as const),
      api: fc.constantFrom('fetch', 'xhr', 'beacon'),
      method: fc.string(),
      url: fc.webUrl(),
      outcome: fc.constantFrom('completed', 'failed', 'aborted', 'timeout', 'pending', 'queued'),
      status: fc.nat(599),
      duration: fc.nat(),
    }),
    fc.record(
      {
        failure: fc.constantFrom('offline', 'blocked', 'cross-origin', 'network'),
        error: fc.string(),
        requestBytes: fc.nat(),
        responseBytes: fc.nat(),
        transferBytes: fc.nat(),
        timings: fc.record(
          { redirect: time, dns: time, connect: time, wait: time, download: time },
          optional,
        ),
        responseHeaders: fc.dictionary(
          fc.string().filter((name) => name !== '__proto__'),
          fc.string(),
        ),
        initiator: fc.string(),
      },
      optional,
    ),
  ),
  event(
    fc.record({
      type: fc.constant('socket' as const),
      api: fc.constantFrom('websocket', 'eventsource'),
      url: fc.webUrl(),
      phase: fc.constantFrom('opened', 'closed', 'failed'),
      duration: fc.nat(),
    }),
    fc.record(
      {
        closeCode: fc.nat(),
        closeReason: fc.string(),
        sentCount: fc.nat(),
        sentBytes: fc.nat(),
        receivedCount: fc.nat(),
        receivedBytes: fc.nat(),
      },
      optional,
    ),
  ),
  event(
    fc.record({
      type: fc.constant('storage' as const),
      area: fc.constantFrom('local', 'session', 'cookie'),
      operation: fc.constantFrom('set', 'remove', 'clear'),
    }),
    fc.record(
      {
        key: fc.string(),
        valueBytes: fc.nat(),
        value: fc.string(),
        by: fc.constantFrom('property', 'other-tab', 'server'),
      },
      optional,
    ),
  ),
  event(
    fc.record({ type: fc.constant('click' as const), ...target }),
    fc.record({ ...moreOfTarget, keyboard: fc.constant(true as const) }, optional),
  ),
  event(
    fc.record({
      type: fc.constant('frustration' as const),
      ...target,
      kind: fc.constantFrom('rage', 'dead', 'error'),
      count: fc.nat(),
    }),
    fc.record(moreOfTarget, optional),
  ),
  event(
    fc.record({
      type: fc.constant('input' as const),
      ...target,
      kind: fc.constantFrom('change', 'submit', 'invalid'),
    }),
    fc.record(
      {
        ...moreOfTarget,
        inputType: fc.string(),
        change: fc.constantFrom('filled', 'cleared', 'checked', 'unchecked', 'chosen'),
        problem: fc.string(),
      },
      optional,
    ),
  ),
  event(
    fc.record({
      type: fc.constant('navigation' as const),
      kind: fc.constantFrom('load', 'reload', 'back-forward', 'push', 'replace', 'pop', 'hash'),
      from: fc.string(),
      to: fc.webUrl(),
    }),
    fc.record({ title: fc.string(), restored: fc.constant(true as const) }, optional),
  ),
  event(
    fc.record({
      type: fc.constant('page' as const),
      state: fc.constantFrom(
        'loaded',
        'visible',
        'hidden',
        'frozen',
        'resumed',
        'online',
        'offline',
      ),
    }),
    fc.record(
      {
        timings: fc.record(
          { firstByte: time, interactive: time, contentLoaded: time, load: time },
          optional,
        ),
      },
      optional,
    ),
  ),
  event(
    fc.record({
      type: fc.constant('vital' as const),
      name: fc.constantFrom('LCP', 'INP', 'CLS', 'FCP', 'TTFB'),
      value: fc.nat(),
      rating: fc.constantFrom('good', 'needs-improvement', 'poor'),
    }),
    fc.record({ selector: fc.string() }, optional),
  ),
  event(
    fc.record({ type: fc.constant('long-task' as const), duration: fc.nat() }),
    fc.record({ blockingDuration: fc.nat(), script: fc.string() }, optional),
  ),
  event(
    fc.record({
      type: fc.constant('environment' as const),
      facts: fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        json,
      ),
    }),
    fc.constant({}),
  ),
  event(
    fc.record({
      type: fc.constant('loss' as const),
      reason: fc.constantFrom('rate', 'size', 'storage', 'age', 'rejected'),
      count: fc.nat(),
    }),
    fc.constant({}),
  ),
)
