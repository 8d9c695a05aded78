import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { captureErrors as capture } from '../../../src/capture/errors.ts'
import { createRecordedErrors } from '../../../src/capture/recorded-errors.ts'
import type { Emit } from '../../../src/capture/types.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

const captureErrors = (emit: Emit) => capture(emit, createRecordedErrors())

/** Stands for the page's own error handling, and keeps deliberate errors from failing the run. */
function listenAsPage(type: 'error' | 'unhandledrejection') {
  const heard: Event[] = []
  const listener = (event: Event) => {
    heard.push(event)
    event.preventDefault()
  }
  window.addEventListener(type, listener)
  onTestFinished(() => window.removeEventListener(type, listener))
  return heard
}

function throwLater(thrown: unknown) {
  queueMicrotask(() => {
    throw thrown
  })
}

describe('records', () => {
  it('an uncaught error with its place and stack', async () => {
    listenAsPage('error')
    const { events } = collectEvents('error', captureErrors)
    const error = new TypeError('x is undefined')

    throwLater(error)
    await vi.waitUntil(() => events.length > 0)

    expect(events).toEqual([
      {
        type: 'error',
        time: expect.any(Number),
        source: 'uncaught',
        name: 'TypeError',
        message: 'x is undefined',
        stack: error.stack,
        url: expect.stringContaining('errors.test.ts'),
        line: expect.any(Number),
        column: expect.any(Number),
      },
    ])
  })

  it('a rejection that nobody handles', async () => {
    listenAsPage('unhandledrejection')
    const { events } = collectEvents('error', captureErrors)

    void Promise.reject(new DOMException('quota is full', 'QuotaExceededError'))
    await vi.waitUntil(() => events.length > 0)

    expect(events[0]).toMatchObject({
      source: 'unhandledrejection',
      name: 'QuotaExceededError',
      message: 'quota is full',
    })
  })

  it.each([
    ['a text', 'a text'],
    [{ code: 7 }, '{"code":7}'],
    [undefined, 'undefined'],
  ])('whatever was thrown: %o', async (thrown, message) => {
    listenAsPage('unhandledrejection')
    const { events } = collectEvents('error', captureErrors)

    void Promise.reject(thrown)
    await vi.waitUntil(() => events.length > 0)

    expect(events[0]).toMatchObject({ name: 'Error', message })
  })

  it('what is behind an error: its causes, and what an AggregateError gathers', async () => {
    listenAsPage('error')
    const { events } = collectEvents('error', captureErrors)
    const inner: Error & { cause?: unknown } = new RangeError('too far')
    const outer = new AggregateError([new Error('first'), 'second'], 'all failed', { cause: inner })
    inner.cause = outer

    throwLater(outer)
    await vi.waitUntil(() => events.length > 0)

    expect(events[0]).toMatchObject({
      name: 'AggregateError',
      causes: [
        { name: 'RangeError', message: 'too far', stack: inner.stack },
        { name: 'Error', message: 'first' },
        { name: 'Error', message: 'second' },
      ],
    })
  })

  it('the first five of an endless chain of causes', async () => {
    listenAsPage('error')
    const { events } = collectEvents('error', captureErrors)
    let error = new Error('0')
    for (let index = 1; index < 1000; index += 1) error = new Error(`${index}`, { cause: error })

    throwLater(error)
    await vi.waitUntil(() => events.length > 0)

    expect(events[0]?.causes?.map(({ message }) => message)).toEqual([
      '998',
      '997',
      '996',
      '995',
      '994',
    ])
  })

  it('an error once, however often it is thrown', async () => {
    const heard = [listenAsPage('error'), listenAsPage('unhandledrejection')]
    const { events } = collectEvents('error', captureErrors)
    const error = new Error('again')

    throwLater(error)
    throwLater(error)
    void Promise.reject(error)
    await vi.waitUntil(() => heard.flat().length === 3)

    expect(events).toHaveLength(1)
  })

  it('a thrown object without running its getters', async () => {
    listenAsPage('unhandledrejection')
    const { events } = collectEvents('error', captureErrors)
    const getter = vi.fn()

    void Promise.reject(Object.defineProperty({}, 'message', { get: getter, enumerable: true }))
    await vi.waitUntil(() => events.length > 0)

    expect(events[0]?.message).toBe('{"message":"[getter]"}')
    expect(getter).not.toHaveBeenCalled()
  })

  it('an error of another frame', async () => {
    listenAsPage('unhandledrejection')
    const frame = document.body.appendChild(document.createElement('iframe'))
    onTestFinished(() => frame.remove())
    const { events } = collectEvents('error', captureErrors)
    const { RangeError: ForeignError } = frame.contentWindow as Window & typeof globalThis

    void Promise.reject(new ForeignError('too far'))
    await vi.waitUntil(() => events.length > 0)

    expect(events[0]).toMatchObject({ name: 'RangeError', message: 'too far' })
    expect(events[0]?.stack).toContain('too far')
  })

  it('what is left of an error of another origin', () => {
    listenAsPage('error')
    const { events } = collectEvents('error', captureErrors)

    window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }))

    expect(events).toEqual([
      {
        type: 'error',
        time: expect.any(Number),
        source: 'uncaught',
        name: 'Error',
        message: 'Script error.',
      },
    ])
  })

  it.each([
    ['img', { src: '/no-such-picture.png?a=1' }],
    ['script', { src: 'http://localhost:1/missing.js?a=1' }],
    ['link', { rel: 'stylesheet', href: 'http://localhost:1/missing.css?a=1' }],
  ])('a missing file of %s', async (tag, attributes) => {
    const { events } = collectEvents('error', captureErrors)
    const element = Object.assign(document.createElement(tag), attributes)
    // A file server may answer a missing picture with a page: no picture either.
    document.head.append(element)
    onTestFinished(() => element.remove())

    await vi.waitUntil(() => events.length > 0, { timeout: 5000 })

    expect(events).toEqual([
      {
        type: 'error',
        time: expect.any(Number),
        source: 'resource',
        name: tag,
        message: `${tag} did not load`,
        url: expect.stringMatching(/^http:.*\?a=1$/),
      },
    ])
  })

  it('50 errors a second and the number of those it left out', () => {
    listenAsPage('error')
    const losses = collectEvents('loss', captureErrors)
    const { events } = collectEvents('error', captureErrors)

    for (let index = 0; index < 60; index += 1) {
      window.dispatchEvent(new ErrorEvent('error', { message: `error ${index}` }))
    }
    losses.uninstall()

    expect(events).toHaveLength(50)
    expect(losses.events).toMatchObject([{ reason: 'rate', count: 10 }])
  })
})

describe('leaves the page as it was', () => {
  it('neither prevents nor stops an error event', () => {
    const heard: boolean[] = []
    const onError = vi.fn()
    collectEvents('error', captureErrors)
    const listener = (event: Event) => heard.push(event.defaultPrevented)
    window.addEventListener('error', listener)
    const before = window.onerror
    window.onerror = onError
    onTestFinished(() => {
      window.removeEventListener('error', listener)
      window.onerror = before
    })

    const passed = window.dispatchEvent(
      new ErrorEvent('error', { message: 'Script error.', cancelable: true }),
    )

    expect(passed).toBe(true)
    expect(heard).toEqual([false])
    expect(onError).toHaveBeenCalledTimes(1)
  })

  it('leaves it to the page whether a rejection counts as handled', async () => {
    const heard = listenAsPage('unhandledrejection')
    collectEvents('error', captureErrors)

    void Promise.reject(new Error('a'))
    void Promise.reject(new Error('b'))
    await vi.waitUntil(() => heard.length === 2)

    expect(heard.every((event) => event.isTrusted)).toBe(true)
  })

  it('takes no error event of the page for a missing file', () => {
    const { events } = collectEvents('error', captureErrors)
    const widget = document.body.appendChild(document.createElement('div'))
    onTestFinished(() => widget.remove())

    widget.dispatchEvent(new CustomEvent('error', { bubbles: true }))

    expect(events).toEqual([])
  })
})

describe('uninstalls', () => {
  it('hears nothing afterwards', () => {
    listenAsPage('error')
    const { events, uninstall } = collectEvents('error', captureErrors)

    uninstall()
    uninstall()
    window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }))

    expect(events).toEqual([])
  })
})

describe('survives its own failure', () => {
  it('raises no error of its own when emit throws', () => {
    const heard = listenAsPage('error')
    onTestFinished(
      captureErrors(() => {
        throw new Error('ours')
      }),
    )

    window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }))

    expect(heard).toHaveLength(1)
  })
})
