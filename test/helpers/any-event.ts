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
      source: fc.constantFrom('uncaught', 'unhandledrejection', 'captured', 'resource'),
      name: fc.string(),
      message: fc.string(),
    }),
    fc.record({ stack: fc.string(), url: fc.webUrl(), line: fc.nat(), column: fc.nat() }, optional),
  ),
  event(
    fc.record({
      type: fc.constant('network' as const),
      api: fc.constantFrom('fetch', 'xhr'),
      method: fc.string(),
      url: fc.webUrl(),
      outcome: fc.constantFrom('completed', 'failed', 'aborted', 'timeout'),
      status: fc.nat(599),
      duration: fc.nat(),
    }),
    fc.record({ error: fc.string(), requestBytes: fc.nat(), responseBytes: fc.nat() }, optional),
  ),
  event(
    fc.record({
      type: fc.constant('storage' as const),
      area: fc.constantFrom('local', 'session'),
      operation: fc.constantFrom('set', 'remove', 'clear'),
    }),
    fc.record({ key: fc.string(), valueBytes: fc.nat() }, optional),
  ),
  event(
    fc.record({
      type: fc.constant('click' as const),
      selector: fc.string(),
      tag: fc.string(),
      text: fc.string(),
    }),
    fc.record({ role: fc.string() }, optional),
  ),
  event(
    fc.record({
      type: fc.constant('navigation' as const),
      kind: fc.constantFrom('load', 'reload', 'back-forward', 'push', 'replace', 'pop', 'hash'),
      from: fc.string(),
      to: fc.webUrl(),
    }),
    fc.record({ title: fc.string() }, optional),
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
