import { describe, expect, it } from 'vitest'

import { redactText } from '../../../../src/protocol/redaction/redact-text.ts'

describe('redactText', () => {
  it.each([
    ['password=hunter2', 'password=[redacted]'],
    ['user=ann&password=hunter2&page=2', 'user=ann&password=[redacted]&page=2'],
    ['{"user":"ann","newPassword":"hun\\"ter2"}', '{"user":"ann","newPassword":"[redacted]"}'],
    ['{\\"token\\":\\"a\\\\\\"bc\\",\\"n\\":1}', '{\\"token\\":\\"[redacted]\\",\\"n\\":1}'],
    ['{"password":"cut off in the mid', '{"password":"[redacted]'],
    ['{"n":1,"auth":{"user":"}","code":["x"]}}', '{"n":1,"auth":[redacted]'],
    ["{ clientSecret: 'abc' }", "{ clientSecret: '[redacted]' }"],
    ['user[password]=x y', 'user[password]=[redacted] y'],
    ['apiKey => abc', 'apiKey => [redacted]'],
    ['foo=token=abc', 'foo=token=[redacted]'],
    ['Authorization: Bearer abc def\nnext: 1', 'Authorization: [redacted]\nnext: 1'],
    ['Set-Cookie: a=b; Path=/\r\nhost: x', 'Set-Cookie: [redacted]\r\nhost: x'],
    ['sent Bearer a1b2c3d4', 'sent Bearer [redacted]'],
    ['sent Basic dXNlcjpwYXNz', 'sent Basic [redacted]'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1!', 'jwt [redacted]!'],
    ['a cut eyJhbGciOiJIUzI1N', 'a cut [redacted]'],
    ['key sk-proj-abc123def456ghi', 'key [redacted]'],
    ['ghp_0123456789abcdefABCDEF0123456789abcd', '[redacted]'],
    ['xoxb-123456789012-abcdef', '[redacted]'],
    ['AKIAIOSFODNN7EXAMPLE', '[redacted]'],
    ['card 4111 1111 1111 1111.', 'card [redacted].'],
    ['2 4111111111111111 7 and 8', '2 [redacted] 7 and 8'],
    ['3782 822463 10005 and 4111111111111111', '[redacted] and [redacted]'],
    ['5555-5555-5555-4444 12 34', '[redacted] 12 34'],
    ['mail ann.o+tag@mail.example.co.uk, please', 'mail [redacted], please'],
    ['josé@bücher.example', '[redacted]'],
    ['ann%40example.com', '[redacted]'],
    ['a@b.example;c@d.example', '[redacted];[redacted]'],
    ['card 6212345678901232 and more', 'card [redacted] and more'],
    ['4111\u00a01111\u00a01111\u00a01111 123', '[redacted] 123'],
    ['6304 9000 1774 0292 441', '[redacted]'],
    ['go to https://x.example/r/AbCdEfGhIjKlMnOpQrStUv12.', 'go to https://x.example/r/[redacted]'],
    ['GET /cb?code=AbCdEfGhIjKlMnOpQrStUv12 failed', 'GET /cb?code=[redacted] failed'],
    ['at f (https://u:p@x.example/a.js:1:2)', 'at f (https://[redacted]@x.example/a.js:1:2)'],
    ['SG.abcdefghijkl.mnopqrstuvwx', '[redacted]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[redacted]'],
    ['postgres://root:pa@ss@db/x', 'postgres://[redacted]@db/x'],
  ])('turns %j into %j', (text, redacted) => {
    expect(redactText(text)).toBe(redacted)
  })

  it.each([
    'Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
    'author: Ann, className: big, dashboard: 3, shipping: free, secretless',
    'total_tokens: 512, maxTokens=100',
    'hasToken: true, password: null, session=undefined, token=""',
    'at Session.open (https://shop.example/auth:12:34)',
    'at pay (https://shop.example/static/app-4f3c2a.js:1:48213)',
    'icon@2x.png, casefile@0.1.0, @scope/pkg, user@localhost',
    'order 4111111111111112 at 1763788800000, pi is 3.4111111111111111',
    'half is 12.4111111111111111, version 4111.1111.1111.1111',
    'bearer of good news; Basic authentication required',
    'sk-folding-cube and ghost_town',
    'at pay (https://shop.example/app-0123456789abcdef0123456789abcdef.js:1:48213)',
    'npm install, hf-transformers, pypi-server, a /path/to/file.ts, 1/2 and //',
    'id 3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    '',
  ])('leaves %j alone', (text) => {
    expect(redactText(text)).toBe(text)
  })

  it('redacts nothing twice', () => {
    const once = redactText('password=a {"token":"b"} ann@example.com Cookie: x')

    expect(redactText(once)).toBe(once)
  })

  it.each([
    'a',
    '1',
    '4 ',
    '@',
    'a@',
    'a%40',
    'a.',
    '-',
    '\\',
    '"',
    '\\"',
    '{',
    'token={',
    'token="',
    "token='\\",
    'token\\":\\"',
    'tokentoken',
    'sk-',
    'sk-a',
    'eyJ',
    'Bearer ',
    '/',
    '/a',
    ' /a',
    'a://',
    'https://a/',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN ',
    '4111 ',
    '://',
    '://a',
    'password:',
    'a=',
    ' ',
    '😀',
  ])('takes a megabyte of %j without choking', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length))

    // A pattern that backtracks does not come to its end within the time of a test.
    expect(redactText(text)).toEqual(expect.any(String))
    expect(redactText(`token="${text}`)).toEqual(expect.any(String))
  })
})
