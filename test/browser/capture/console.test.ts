import { describe, expect, it, onTestFinished } from 'vitest'

import { captureConsole as capture } from '../../../src/capture/console.ts'
import { createRecordedErrors } from '../../../src/capture/recorded-errors.ts'
import type { Emit } from '../../../src/capture/types.ts'
import type { CaptureEvent } from '../../../src/protocol/index.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

const captureConsole = (emit: Emit) => capture(emit, createRecordedErrors())

/** Puts a function of the test where the browser's console method is, so that its calls can be seen. */
function replaceConsole(
  method: 'log' | 'error' | 'warn',
  replacement: (...args: unknown[]) => void,
) {
  const original = console[method]
  console[method] = replacement
  onTestFinished(() => {
    console[method] = original
  })
}

function quietConsole() {
  replaceConsole('log', () => {})
  replaceConsole('error', () => {})
  replaceConsole('warn', () => {})
}

function record(log: () => void) {
  quietConsole()
  const { events } = collectEvents('console', captureConsole)
  log()
  return events
}

describe('records', () => {
  it('the method, its level, the text and the arguments', () => {
    const [event] = record(() => console.warn('stock is', { left: 2 }))

    expect(event).toMatchObject({
      type: 'console',
      level: 'warn',
      method: 'warn',
      message: 'stock is {"left":2}',
      args: ['stock is', { left: 2 }],
    })
    expect(Math.abs(Date.now() - (event?.time ?? 0))).toBeLessThan(5000)
  })

  it('every method that prints something', () => {
    const events = record(() => {
      console.debug('a')
      console.trace('b')
      console.dir({ c: 1 })
      console.table([{ d: 1 }])
      console.group('e')
      console.groupEnd()
    })

    expect(events.map(({ method, level }) => `${method} ${level}`)).toEqual([
      'debug debug',
      'trace debug',
      'dir info',
      'table info',
      'group info',
      'groupEnd info',
    ])
  })

  it('an assertion only when it fails', () => {
    const events = record(() => {
      console.assert(true, 'holds')
      console.assert(1 > 2, 'numbers %s', 'differ')
    })

    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({
      level: 'error',
      message: 'Assertion failed: numbers differ',
      args: ['numbers %s', 'differ'],
    })
  })

  it.each([
    [['%s has %d items', 'cart', 3.7], 'cart has 3 items'],
    [['%cstyled', 'color: red'], 'styled'],
    [['%o and %f', { a: 1 }, '1.5'], '{"a":1} and 1.5'],
    [['100% sure', 'yes'], '100% sure yes'],
    [['%s'], '%s'],
    [['%s %s', 'one'], 'one %s'],
    [['100%%', 'x'], '100% x'],
    [[new TypeError('x is undefined')], 'TypeError: x is undefined'],
    [[], ''],
  ])('%j as %j', (args, message) => {
    expect(record(() => console.log(...args))[0]?.message).toBe(message)
  })

  it('counters with their number', () => {
    const events = record(() => {
      console.count('clicks')
      console.count('clicks')
      console.countReset('clicks')
      console.count('clicks')
    })

    expect(events.map(({ message }) => message)).toEqual([
      'clicks: 1',
      'clicks: 2',
      'clicks',
      'clicks: 1',
    ])
  })

  it('timers with the time that has passed', () => {
    const events = record(() => {
      console.time('load')
      console.timeLog('load', 'half')
      console.timeEnd('load')
      console.timeEnd('load')
    })

    expect(events.map(({ message }) => message.replace(/\d+ ms/, 'n ms'))).toEqual([
      'load',
      'load half: n ms',
      'load: n ms',
      'load',
    ])
  })

  it('arguments as they were when they were logged, and their text later', () => {
    quietConsole()
    const given: Parameters<Emit>[] = []
    onTestFinished(captureConsole((...call) => given.push(call)))
    const cart = { items: ['tea'] }

    console.log('cart', cart)
    cart.items.push('coffee')

    const [[event, finish] = []] = given
    expect(event).toMatchObject({ type: 'console', message: '' })
    expect(finish?.()).toMatchObject({
      message: 'cart {"items":["tea"]}',
      args: ['cart', { items: ['tea'] }],
    })
  })

  it('an error once, if it also reaches the browser uncaught', () => {
    quietConsole()
    const recorded = createRecordedErrors()
    const given: Parameters<Emit>[] = []
    onTestFinished(capture((...call) => given.push(call), recorded))
    const error = new Error('declined')

    console.error(error)
    console.error('Payment failed', error)
    recorded.isNew(error)

    expect(given.map(([, finish]) => finish?.() !== undefined)).toEqual([false, true])
  })

  it('the stack from the page on, without frames of ours', () => {
    const [event, plain] = record(() => {
      ;(function pay() {
        console.error('declined')
      })()
      console.log('no stack')
    })

    expect(event?.stack?.split('\n')[0]).toMatch(/^\s*at pay /)
    expect(event?.stack).not.toContain('/src/')
    expect(plain).not.toHaveProperty('stack')
  })

  it('values of every kind as JSON, without running code of the page', () => {
    let ran = 0
    const loop: Record<string, unknown> = { name: 'loop' }
    loop.self = loop
    class Cart {
      items = 2
      get total() {
        return (ran += 1)
      }
    }
    const values = [
      10n,
      Symbol('tag'),
      undefined,
      NaN,
      function pay() {},
      new Date(0),
      /a+/g,
      new Map([['a', 1]]),
      new Set(['b']),
      loop,
      new Cart(),
      {
        get secret() {
          return (ran += 1)
        },
        toJSON() {
          ran += 1
        },
      },
      Object.assign(document.createElement('button'), { id: 'pay', className: 'big red' }),
      new Uint8Array(4),
      null,
    ]

    const [event] = record(() => console.log(...values))

    expect(event?.args).toEqual([
      '10n',
      'Symbol(tag)',
      'undefined',
      'NaN',
      'ƒ pay()',
      '1970-01-01T00:00:00.000Z',
      '/a+/g',
      { '@class': 'Map', entries: [['a', 1]] },
      { '@class': 'Set', values: ['b'] },
      { name: 'loop', self: '[seen above]' },
      { '@class': 'Cart', items: 2 },
      { secret: '[getter]', toJSON: 'ƒ toJSON()' },
      '<button#pay.big.red>',
      'Uint8Array (4 bytes)',
      null,
    ])
    expect(ran).toBe(0)
  })

  it('an error with its cause', () => {
    const error = Object.assign(new TypeError('outer', { cause: new Error('inner') }), {
      code: 'E_TOTAL',
    })

    const [event] = record(() => console.error(error))

    expect(event?.args[0]).toMatchObject({
      name: 'TypeError',
      message: 'outer',
      stack: error.stack,
      cause: { name: 'Error', message: 'inner' },
      code: 'E_TOTAL',
    })
  })

  it('200 calls a second and the number of those it left out', async () => {
    quietConsole()
    const { events, uninstall } = collectEvents('console', captureConsole)
    const all: CaptureEvent[] = []
    const other = captureConsole((event) => all.push(event))

    for (let index = 0; index < 250; index += 1) console.log(index)
    uninstall()
    other()

    expect(events).toHaveLength(200)
    expect(all.filter(({ type }) => type === 'loss')).toEqual([
      { type: 'loss', time: expect.any(Number), reason: 'rate', count: 50 },
    ])
  })
})

describe('leaves the page as it was', () => {
  it('hands the very arguments on, in order, and nothing else', () => {
    const calls: unknown[][] = []
    const value = {}
    replaceConsole('log', (...args) => calls.push(args))
    collectEvents('console', captureConsole)

    console.log('a', value)
    console.log()

    expect(calls).toEqual([['a', value], []])
    expect(calls[0]?.[1]).toBe(value)
  })

  it('lets through what the console itself throws', () => {
    replaceConsole('log', () => {
      throw new Error('from the page')
    })
    collectEvents('console', captureConsole)

    expect(() => console.log('a')).toThrow('from the page')
  })

  it('takes any argument, however hostile', () => {
    quietConsole()
    const { events } = collectEvents('console', captureConsole)
    const revocable = Proxy.revocable({}, {})
    revocable.revoke()
    const throwing = new Proxy(
      {},
      {
        getOwnPropertyDescriptor() {
          throw new Error('trap')
        },
      },
    )
    const logging = new Proxy(
      {},
      {
        ownKeys() {
          console.log('from a trap')
          return []
        },
      },
    )

    console.log(revocable.proxy, throwing, Object.create(null), logging)
    console.log('x'.repeat(1_000_000), Array.from({ length: 100_000 }).fill('y'))

    expect(events).toHaveLength(2)
    expect(JSON.stringify(events[1]).length).toBeLessThan(16_000)
  })
})

describe('uninstalls', () => {
  it('gives back the very functions it found', () => {
    const methods = () => Object.values(console).filter((value) => typeof value === 'function')
    const before = methods()

    const { events, uninstall } = collectEvents('console', captureConsole)
    expect(methods().some((method, index) => method !== before[index])).toBe(true)
    uninstall()
    uninstall()
    console.debug('later')

    expect(methods().every((method, index) => method === before[index])).toBe(true)
    expect(events).toEqual([])
  })

  it('keeps a wrapper that came after it', () => {
    const calls: unknown[][] = []
    quietConsole()
    const { events, uninstall } = collectEvents('console', captureConsole)
    const inner = console.log
    const theirs = (...args: unknown[]) => {
      calls.push(args)
      inner(...args)
    }
    console.log = theirs

    uninstall()
    console.log('a')

    expect(console.log).toBe(theirs)
    expect(calls).toEqual([['a']])
    expect(events).toEqual([])
  })
})

describe('survives its own failure', () => {
  it('passes the call on when emit throws', () => {
    const calls: unknown[][] = []
    replaceConsole('log', (...args) => calls.push(args))
    onTestFinished(
      captureConsole(() => {
        throw new Error('ours')
      }),
    )

    console.log('a')
    console.log('b')

    expect(calls).toEqual([['a'], ['b']])
  })

  it('does not record what emit logs', () => {
    const seen: string[] = []
    quietConsole()
    onTestFinished(
      captureConsole((event) => {
        seen.push(event.type)
        console.log('from emit')
      }),
    )

    console.log('a')

    expect(seen).toEqual(['console'])
  })
})
