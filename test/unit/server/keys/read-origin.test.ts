import { describe, expect, it } from 'vitest'

import { isAllowedOrigin, readOrigin } from '../../../../server/src/keys/read-origin.ts'

describe('an origin that a person wrote', () => {
  it.each([
    ['https://shop.example.com', 'https://shop.example.com'],
    ['shop.example.com', 'https://shop.example.com'],
    [' HTTPS://Shop.Example.com:443 ', 'https://shop.example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['*.example.com', 'https://*.example.com'],
    ['http://*.example.com:8080', 'http://*.example.com:8080'],
    ['*.localhost', 'https://*.localhost'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
    ['http://[::1]:80', 'http://[::1]'],
  ])('%s is %s', (text, origin) => {
    expect(readOrigin(text)).toBe(origin)
  })

  it.each(['', '*', '*.com', 'https://', 'ftp://a.example', 'a.example/', 'a@b.example', 'a.*.b'])(
    '%j is none',
    (text) => {
      expect(() => readOrigin(text)).toThrow(/is not an origin/)
    },
  )
})

it.each([
  ['https://a.example.com', true],
  ['https://a.b.example.com', true],
  ['https://example.com', false],
  ['https://evilexample.com', false],
  ['https://a.example.com.evil.test', false],
  ['https://a.example.com:8443', false],
  ['http://a.example.com', false],
  ['null', false],
])('*.example.com: %s → %s', (origin, allowed) => {
  expect(isAllowedOrigin(origin, [readOrigin('*.example.com')])).toBe(allowed)
})
