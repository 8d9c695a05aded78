import { expect, it } from 'vitest'

import { SOURCE_NAMES } from '../../../src/install-sources.ts'
import { type Options } from '../../../src/options.ts'
import { resolveSelectors } from '../../../src/privacy/selectors.ts'
import { resolveOptions } from '../../../src/resolve-options.ts'

const least: Options = { key: 'uc_pk_1', endpoint: 'https://collector.example/' }

it('fills in the defaults', () => {
  expect(resolveOptions(least)).toEqual({
    key: 'uc_pk_1',
    endpoint: 'https://collector.example',
    sampling: [
      ['always', 1],
      ['on-error', 0],
      ['on-report', 1],
    ],
    tags: {},
    needsConsent: false,
    session: 'tab',
    debug: false,
    capture: Object.fromEntries(SOURCE_NAMES.map((name) => [name, true])),
    responseHeaders: [],
    storedValues: [],
    selectors: resolveSelectors(),
    replay: { maskText: true },
  })
})

it("takes a path of the page's own origin as endpoint", () => {
  const { endpoint } = resolveOptions({ ...least, endpoint: '/casefile' })

  expect(endpoint).toBe(`${location.origin}/casefile`)
})

it('takes the names of headers in whatever case', () => {
  const capture = { responseHeaders: ['X-Backend', 'etag'] }

  expect(resolveOptions({ ...least, capture }).responseHeaders).toEqual(['x-backend', 'etag'])
})

it.each<[string, unknown, RegExp]>([
  ['no options at all', undefined, /`options` is undefined; it must be an object/],
  ['a missing key', { endpoint: '/' }, /`key` is undefined/],
  ['a secret key', { ...least, key: 'uc_sk_9' }, /`key` is "uc_sk_…"; it must be your capture key/],
  [
    'an endpoint without a scheme',
    { ...least, endpoint: 'collector.example' },
    /`endpoint` is "collector.example"/,
  ],
  ['an endpoint of another scheme', { ...least, endpoint: 'ftp://x' }, /`endpoint`/],
  [
    'an unknown mode',
    { ...least, mode: 'sometimes' },
    /`mode` is "sometimes"; it must be always or on-error or on-report/,
  ],
  ['an unknown option', { ...least, captures: {} }, /`captures` is not one of options: key, /],
  [
    'an unknown source',
    { ...least, capture: { clickz: false } },
    /`clickz` is not one of capture: navigation, /,
  ],
  ['a bound that is no number', { ...least, maxBufferBytes: '5 MB' }, /`maxBufferBytes` is "5 MB"/],
  [
    'a source that is neither on nor off',
    { ...least, capture: { fetch: 'no' } },
    /`capture.fetch` is "no"/,
  ],
  ...['Set-Cookie', 'Authorization', 'x-api-key', 'x-csrf-token', 'two words'].map(
    (name): [string, unknown, RegExp] => [
      `the header ${name}`,
      { ...least, capture: { responseHeaders: [name] } },
      new RegExp(`\`capture.responseHeaders\` is \\["${name}"\\]; it must be a list of header`),
    ],
  ),
  [
    'header names that are no list',
    { ...least, capture: { responseHeaders: 'etag' } },
    /`capture.responseHeaders` is "etag"/,
  ],
  [
    'a selector that would match nothing',
    { ...least, privacy: { blockSelector: '.a,' } },
    /`privacy.blockSelector` is ".a,"; it must be a CSS selector/,
  ],
  [
    'a selector that would swallow the next',
    { ...least, privacy: { maskSelector: '[title="a' } },
    /`privacy.maskSelector` is "\[title=\\"a"/,
  ],
  [
    'a selector that is no text',
    { ...least, privacy: { ignoreSelector: 1 } },
    /`privacy.ignoreSel/,
  ],
  ['a rate above one', { ...least, sampleRate: 10 }, /`sampleRate` is 10; it must be from 0 to 1/],
  [
    'a rate of a mode that is never reached',
    { ...least, mode: 'on-error', sampleRate: { always: 0.1 } },
    /`always` is not one of sampleRate: on-error, on-report/,
  ],
  [
    'a tag that is no text',
    { ...least, tags: { cart: 3 } },
    /`tags` is {"cart":3}; it must be an object of texts/,
  ],
  [
    'values of storage that are no names',
    { ...least, capture: { storage: { values: [/theme/] } } },
    /`capture.storage.values`/,
  ],
  ['a hook that is no function', { ...least, beforeStore: true }, /`beforeStore` is true/],
])('refuses %s, naming option and value', (_, options, message) => {
  expect(() => resolveOptions(options as Options)).toThrow(message)
})

it('takes a rate as that of the mode, and lets the others wait for a report', () => {
  const { sampling } = resolveOptions({ ...least, sampleRate: 0.1 })

  expect(sampling).toEqual([
    ['always', 0.1],
    ['on-error', 0],
    ['on-report', 1],
  ])
})

it('begins to fall through the modes at the one that is chosen', () => {
  const { sampling } = resolveOptions({
    ...least,
    mode: 'on-error',
    sampleRate: { 'on-error': 0.5, 'on-report': 0 },
  })

  expect(sampling).toEqual([
    ['on-error', 0.5],
    ['on-report', 0],
  ])
})

it('records storage when some of its values are asked for', () => {
  const resolved = resolveOptions({ ...least, capture: { storage: { values: ['theme'] } } })

  expect([resolved.capture.storage, resolved.storedValues]).toEqual([true, ['theme']])
})
