import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseStack } from '../../../src/protocol/index.ts'

const app = 'https://shop.example/assets/app.js'

describe('parseStack', () => {
  it('reads what Chromium writes', () => {
    const stack = `TypeError: Cannot read properties of undefined
    at total (${app}:12:34)
    at new Cart (${app}:20:5)
    at Object.sum [as add] (${app}:21:6)
    at async pay (${app}:30:7)
    at Array.map (<anonymous>)
    at HTMLButtonElement.<anonymous> (${app}:40:8)
    at async ${app}:41:9
    at ${app}:42:10`

    expect(parseStack(stack)).toEqual([
      { function: 'total', url: app, line: 12, column: 34 },
      { function: 'new Cart', url: app, line: 20, column: 5 },
      { function: 'Object.sum [as add]', url: app, line: 21, column: 6 },
      { function: 'pay', url: app, line: 30, column: 7 },
      { url: app, line: 40, column: 8 },
      { url: app, line: 41, column: 9 },
      { url: app, line: 42, column: 10 },
    ])
  })

  it('reads what Firefox writes', () => {
    const stack = `total@${app}:12:34
sum/<@${app}:21:6
async*pay@${app}:30:7
@${app}:42:10
`

    expect(parseStack(stack)).toEqual([
      { function: 'total', url: app, line: 12, column: 34 },
      { function: 'sum/<', url: app, line: 21, column: 6 },
      { function: 'pay', url: app, line: 30, column: 7 },
      { url: app, line: 42, column: 10 },
    ])
  })

  it('reads what WebKit writes', () => {
    const stack = `total@${app}:12:34
map@[native code]
${app}:20:5
global code@${app}:42:10`

    expect(parseStack(stack)).toEqual([
      { function: 'total', url: app, line: 12, column: 34 },
      { url: app, line: 20, column: 5 },
      { url: app, line: 42, column: 10 },
    ])
  })

  it.each([
    [
      `at run (eval at load (${app}:3:9), <anonymous>:1:7)`,
      { function: 'run', line: 3, column: 9 },
    ],
    [`run@${app} line 3 > eval:1:7`, { function: 'run', line: 3 }],
    [`run@${app} line 3 > Function:1:7`, { function: 'run', line: 3 }],
  ])('finds the page’s code behind eval in %j', (line, frame) => {
    expect(parseStack(line)).toEqual([{ url: app, ...frame }])
  })

  it.each([
    'https://cdn.example/react@19.1.0/react.js',
    'blob:https://shop.example/0a1b',
    'webpack-internal:///./src/cart.ts',
    'file:///home/ada/page.html',
    '/assets/app.js',
  ])('knows code at %s', (url) => {
    const frame = { function: 'f', url, line: 1, column: 2 }

    expect(parseStack(`at f (${url}:1:2)`)).toEqual([frame])
    expect(parseStack(`f@${url}:1:2`)).toEqual([frame])
    expect(parseStack(`at ${url}:1:2`)).toEqual([{ url, line: 1, column: 2 }])
  })

  it.each([
    '',
    'Error: at least one of 3:2',
    'at least one of them',
    'write to ada@shop.example:443',
    'at Array.map (<anonymous>)',
    'at native',
    '@',
    'at  (:1:1)',
  ])('takes %j for no call', (line) => {
    expect(parseStack(line)).toEqual([])
  })

  it('never throws, and finds only what is in the text', () => {
    const text = fc.array(
      fc.constantFrom('at ', ' (', ')', '@', ':', '1', app, 'f', '\n', ' > eval', ' line 3'),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          text.map((parts) => parts.join('')),
        ),
        (stack) => {
          for (const frame of parseStack(stack)) {
            expect(stack).toContain(frame.url)
            expect(stack).toContain(frame.function ?? '')
          }
        },
      ),
    )
  })

  it('reads only so many calls of a stack without an end', () => {
    expect(parseStack(`f@${app}:1:1\n`.repeat(1_000_000))).toHaveLength(100)
    expect(parseStack(`at ${'('.repeat(1_000_000)}`)).toEqual([])
  })
})
