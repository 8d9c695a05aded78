import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'

import { captureFetch } from '../../../src/capture/fetch.ts'
import type { CaptureEvent } from '../../../src/protocol/index.ts'
import { collectEvents } from '../../helpers/collect-events.ts'
import { networkOptions } from '../../helpers/network-options.ts'

const server = inject('answeringServer')

function install() {
  const { options, flush } = networkOptions()
  return { ...collectEvents('network', (emit) => captureFetch(emit, options)), flush }
}

/** Counts the page's own `unhandledrejection` events, and keeps them from failing the run. */
function countUnhandledRejections() {
  const reasons: unknown[] = []
  const listener = (event: PromiseRejectionEvent) => {
    reasons.push(event.reason)
    event.preventDefault()
  }
  window.addEventListener('unhandledrejection', listener)
  onTestFinished(() => window.removeEventListener('unhandledrejection', listener))
  return reasons
}

describe('records', () => {
  it('an answer with its status, sizes and duration', async () => {
    const { events } = install()

    await fetch(`${server}/pay?status=500&body=broken`, { method: 'post', body: 'zwölf' })

    expect(events).toEqual([
      {
        type: 'network',
        time: expect.any(Number),
        api: 'fetch',
        method: 'POST',
        url: `${server}/pay?status=500&body=broken`,
        outcome: 'completed',
        status: 500,
        duration: expect.any(Number),
        requestBytes: 6,
        initiator: expect.stringContaining('fetch.test.ts'),
      },
    ])
  })

  it('the stack of the caller, without a line of ours', async () => {
    const { events } = install()

    await (function callApi() {
      return fetch(`${server}/a`)
    })()

    expect(events[0]?.initiator?.split('\n')[0]).toContain('callApi')
  })

  it('a request without answer once, when asked for what is under way', async () => {
    const { events, flush } = install()
    const abort = new AbortController()
    const pending = fetch(`${server}/hang`, { signal: abort.signal })
    await fetch(`${server}/a`)

    flush()
    flush()
    abort.abort()
    await pending.catch(() => {})

    expect(events.map(({ url, outcome }) => `${url} ${outcome}`)).toEqual([
      `${server}/a completed`,
      `${server}/hang pending`,
      `${server}/hang aborted`,
    ])
    expect(events[1]?.time).toBe(events[2]?.time)
  })

  it.each([
    ['a text', () => `${server}/a`, 'GET'],
    ['a URL', () => new URL(`${server}/a`), 'GET'],
    ['a Request', () => new Request(`${server}/a`, { method: 'PUT', body: 'x' }), 'PUT'],
  ])('the address and method of %s', async (_name, input, method) => {
    const { events } = install()

    await fetch(input())

    expect(events).toMatchObject([{ url: `${server}/a`, method }])
  })

  it('a relative address as an absolute one', async () => {
    const { events } = install()

    await fetch('?relative').catch(() => {})

    expect(events[0]?.url).toBe(new URL('?relative', document.baseURI).href)
  })

  it.each([
    ['ArrayBuffer', new ArrayBuffer(5), 5],
    ['view', new Uint16Array(4), 8],
    ['Blob', new Blob(['abc']), 3],
    ['URLSearchParams', new URLSearchParams({ a: 'ü' }), 8],
  ])('the size of a body given as %s', async (_name, body, requestBytes) => {
    const { events } = install()

    await fetch(`${server}/echo`, { method: 'POST', body })

    expect(events[0]?.requestBytes).toBe(requestBytes)
  })

  it('a connection that broke as failed, in the words of the browser', async () => {
    const { events } = install()

    await fetch(`${server}/drop`).catch(() => {})
    await fetch(`${server}/a?cors=no`).catch(() => {})

    expect(events).toMatchObject([
      { outcome: 'failed', status: 0, error: 'Failed to fetch' },
      { outcome: 'failed', status: 0, error: 'Failed to fetch' },
    ])
  })

  it('an abort and a timeout as what they are', async () => {
    const { events } = install()
    const plain = new AbortController()
    const reasoned = new AbortController()
    const requested = new AbortController()
    const requests = [
      fetch(`${server}/hang`, { signal: plain.signal }),
      fetch(`${server}/hang`, { signal: reasoned.signal }),
      fetch(new Request(`${server}/hang`, { signal: requested.signal })),
      fetch(`${server}/hang`, { signal: AbortSignal.timeout(20) }),
    ]

    plain.abort()
    reasoned.abort({ because: 'left the page' })
    requested.abort()
    await Promise.allSettled(requests)

    expect(events.map(({ outcome }) => outcome)).toEqual([
      'aborted',
      'aborted',
      'aborted',
      'timeout',
    ])
    expect(events[1]?.error).toBe('{"because":"left the page"}')
  })

  it('an opaque answer as completed, without a status', async () => {
    const { events } = install()

    await fetch(`${server}/a?cors=no`, { mode: 'no-cors' })

    expect(events).toMatchObject([{ outcome: 'completed', status: 0 }])
  })

  it('nothing that goes to an ignored address', async () => {
    const { events } = install()

    await fetch(`${server}/ours/logs`)

    expect(events).toEqual([])
  })
})

describe('leaves the page as it was', () => {
  it('keeps the shape of the function', () => {
    const before = { name: fetch.name, length: fetch.length, text: fetch.toString() }

    install()

    expect({ name: fetch.name, length: fetch.length }).toEqual({ name: 'fetch', length: 1 })
    expect(fetch.toString()).toContain('[native code]')
    expect(before.text).toContain('[native code]')
  })

  it('passes exactly the arguments it was given', async () => {
    const calls: unknown[][] = []
    const original = globalThis.fetch
    globalThis.fetch = (...args) => {
      calls.push(args)
      return original(...args)
    }
    onTestFinished(() => {
      globalThis.fetch = original
    })
    install()
    const init = { method: 'GET' }

    await fetch(`${server}/a`)
    await fetch(`${server}/a`, init)

    expect(calls.map(({ length }) => length)).toEqual([1, 2])
    expect(calls[1]?.[1]).toBe(init)
  })

  it('hands over the very response, with its body unread', async () => {
    const original = globalThis.fetch
    let given: Response | undefined
    globalThis.fetch = async (...args) => (given = await original(...args))
    onTestFinished(() => {
      globalThis.fetch = original
    })
    install()

    const response = await fetch(`${server}/a?body=hello`)

    expect(response).toBe(given)
    expect(response.bodyUsed).toBe(false)
    expect(await response.text()).toBe('hello')
  })

  it('leaves a request and its body usable', async () => {
    install()
    const request = new Request(`${server}/echo`, { method: 'POST', body: 'once' })

    const response = await fetch(request)

    expect(await response.json()).toEqual({ method: 'POST', body: 'once' })
  })

  it('does not wait for a body that never ends', async () => {
    const { events } = install()
    const abort = new AbortController()

    const response = await fetch(`${server}/drip`, { signal: abort.signal })
    const first = await response.body?.getReader().read()
    abort.abort()

    expect(new TextDecoder().decode(first?.value)).toBe('data: first\n\n')
    expect(events).toMatchObject([{ outcome: 'completed', status: 200 }])
  })

  it('rejects with the very reason of the page', async () => {
    install()
    const abort = new AbortController()
    const reason = { because: 'left' }
    const request = fetch(`${server}/hang`, { signal: abort.signal })

    abort.abort(reason)

    expect(await request.catch((error: unknown) => error)).toBe(reason)
  })

  it('fails for a signal that was aborted before as soon as without us', async () => {
    const { events } = install()
    const order: string[] = []

    const request = fetch(`${server}/a`, { signal: AbortSignal.abort() }).catch(() =>
      order.push('fetch'),
    )
    const microtask = Promise.resolve().then(() => order.push('next microtask'))
    await Promise.all([request, microtask])

    expect(order).toEqual(['fetch', 'next microtask'])
    expect(events).toMatchObject([{ outcome: 'aborted', status: 0 }])
  })

  it('goes through where a signal of null takes the place of an aborted one', async () => {
    const { events } = install()
    const request = new Request(`${server}/a`, { signal: AbortSignal.abort() })

    await fetch(request, { signal: null })

    expect(events).toMatchObject([{ outcome: 'completed', status: 200 }])
  })

  it('leaves a failure that nobody handles one unhandled rejection', async () => {
    const reasons = countUnhandledRejections()
    const { events } = install()

    void fetch(`${server}/drop`)
    void fetch(`${server}/ours/drop`, { signal: AbortSignal.abort() })
    await vi.waitUntil(() => reasons.length >= 2)
    // A second event for the same failure would come before the next answer does.
    await fetch(`${server}/a`)

    expect(reasons).toHaveLength(2)
    expect(events).toHaveLength(2)
  })

  it('raises no unhandled rejection for a failure the page handles', async () => {
    const reasons = countUnhandledRejections()
    install()

    await fetch(`${server}/drop`).catch(() => {})
    await fetch(`${server}/a`)

    expect(reasons).toEqual([])
  })

  it('runs no code of the page a second time', async () => {
    install()
    const method = vi.fn(() => 'POST')
    const toString = vi.fn(() => `${server}/echo`)

    const response = await fetch(
      { toString } as unknown as string,
      Object.defineProperty({}, 'method', { get: method }),
    )

    expect(await response.json()).toMatchObject({ method: 'POST' })
    expect(toString).toHaveBeenCalledTimes(1)
    expect(method).toHaveBeenCalledTimes(1)
  })

  it('takes a stand-in of the page that answers with anything', () => {
    const original = globalThis.fetch
    globalThis.fetch = (() => 'not a promise') as unknown as typeof fetch
    onTestFinished(() => {
      globalThis.fetch = original
    })
    install()

    expect(fetch('/a')).toBe('not a promise')
  })
})

describe('uninstalls', () => {
  it('gives back the very function it found', () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'fetch')

    const { uninstall } = install()
    expect(globalThis.fetch).not.toBe(before?.value)
    uninstall()
    uninstall()

    expect(Object.getOwnPropertyDescriptor(globalThis, 'fetch')).toEqual(before)
    expect(globalThis.fetch).toBe(before?.value)
  })

  it('keeps a wrapper that came after it, and records nothing more', async () => {
    const native = globalThis.fetch
    const { events, uninstall } = install()
    const inner = globalThis.fetch
    const theirs: typeof fetch = (...args) => inner(...args)
    globalThis.fetch = theirs
    onTestFinished(() => {
      globalThis.fetch = native
    })

    const pending = fetch(`${server}/a`)
    uninstall()
    await pending
    await fetch(`${server}/a`)

    expect(globalThis.fetch).toBe(theirs)
    expect(events).toEqual([])
  })
})

describe('survives its own failure', () => {
  const fail = () => {
    throw new Error('ours')
  }

  it.each<[string, (event: CaptureEvent) => void, () => boolean]>([
    ['emit', fail, () => false],
    ['ignoreUrl', () => {}, fail],
  ])('answers the page when %s throws', async (_name, emit, ignoreUrl) => {
    onTestFinished(captureFetch(emit, networkOptions({ ignoreUrl }).options))

    const response = await fetch(`${server}/a?body=fine`)
    const failure = await fetch(`${server}/drop`).catch((error: unknown) => error)

    expect(await response.text()).toBe('fine')
    expect(failure).toBeInstanceOf(TypeError)
  })
})
