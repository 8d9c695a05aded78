import { describe, expect, it } from 'vitest'

import { isSecretKey } from '../../../src/protocol/redaction/secret-key.ts'
import { redactValue } from '../../../src/privacy/redact-value.ts'

describe('redactValue', () => {
  it('takes the value of a secret-looking key, whatever it is', () => {
    expect(
      redactValue({ user: { name: 'Ann', password: 'x', sessionId: 4, cookies: ['a', 'b'] } }),
    ).toEqual({
      user: {
        name: 'Ann',
        password: '[redacted]',
        sessionId: '[redacted]',
        cookies: '[redacted]',
      },
    })
  })

  it('takes the neighbour of a text that is a secret-looking key', () => {
    expect(redactValue(['token:', 'abc', 'x', ['authorization', 'Bearer x']])).toEqual([
      'token:',
      '[redacted]',
      'x',
      ['authorization', '[redacted]'],
    ])
  })

  it('keeps what says only whether there is a secret', () => {
    const value = { token: null, password: '', hasSession: true }

    expect(redactValue(value)).toEqual(value)
  })

  it('takes e-mail addresses from keys and card numbers from numbers', () => {
    expect(redactValue({ 'cart:ann@example.com': 4111111111111111, total: 12.5 })).toEqual({
      'cart:[redacted]': '[redacted]',
      total: 12.5,
    })
  })

  it('keeps a key that would change a prototype as a plain key', () => {
    const value: { [key: string]: string } = JSON.parse('{"__proto__":"x"}')

    expect(JSON.stringify(redactValue(value))).toBe('{"__proto__":"x"}')
  })
})

describe('isSecretKey', () => {
  it.each([
    'password',
    'newPasswd',
    'client_secret',
    'accessToken',
    'X-CSRF-Token',
    'api-key',
    'apiKey',
    'authToken',
    'Cookie',
    'PHPSESSID',
    'cardNumber',
    'cvv',
    'user.ssn',
    'Authorization',
  ])('knows %s', (key) => {
    expect(isSecretKey(key)).toBe(true)
  })

  it.each([
    'author',
    'className',
    'passenger',
    'shipping',
    'dashboard',
    'tokens',
    'key',
    'compass',
  ])('lets %s pass', (key) => {
    expect(isSecretKey(key)).toBe(false)
  })
})
