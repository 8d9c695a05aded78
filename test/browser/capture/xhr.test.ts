import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'

import { captureXhr } from '../../../src/capture/xhr.ts'
import type { CaptureEvent } from '../../../src/protocol/index.ts'
import { collectEvents } from '../../helpers/collect-events.ts'
import { networkOptions } from '../../helpers/network-options.ts'

const server = inject('answeringServer')

function install() {
  const { options, flush } = networkOptions()
  return { ...collectEvents('network', (emit) => captureXhr(emit, options)), flush }
}

function ended(xhr: XMLHttpRequest) {
  return new Promise((resolve) => xhr.addEventListener('loadend', resolve, { once: true }))
}

async function request(path: string, method = 'GET', body?: XMLHttpRequestBodyInit) {
  const xhr = new XMLHttpRequest()
  xhr.open(method, `${server}${path}`)
  xhr.send(body)
  await ended(xhr)
  return xhr
}

const EVENTS = ['loadstart', 'readystatechange', 'progress', 'load', 'error', 'abort', 'loadend']

/** Everything the page can hear of a request, in order. */
async function listenToAll(path: string) {
  const xhr = new XMLHttpRequest()
  const heard: string[] = []
  for (const type of EVENTS) {
    xhr.addEventListener(type, () => heard.push(`${type} ${xhr.readyState} ${xhr.status}`))
  }
  xhr.open('GET', `${server}${path}`)
  xhr.send()
  await ended(xhr)
  return heard
}

describe('records', () => {
  it('an answer with its status, sizes and duration', async () => {
    const { events } = install()

    await request('/pay?status=402&body=poor', 'post', 'zwölf')

    expect(events).toEqual([
      {
        type: 'network',
        time: expect.any(Number),
        api: 'xhr',
        method: 'POST',
        url: `${server}/pay?status=402&body=poor`,
        outcome: 'completed',
        status: 402,
        duration: expect.any(Number),
        requestBytes: 6,
        responseBytes: 4,
        initiator: expect.stringContaining('xhr.test.ts'),
      },
    ])
  })

  it('a request without answer once, when asked for what is under way', async () => {
    const { events, flush } = install()
    const xhr = new XMLHttpRequest()
    xhr.open('GET', `${server}/hang`)
    xhr.send()

    flush()
    flush()
    xhr.abort()

    expect(events.map(({ outcome }) => outcome)).toEqual(['pending', 'aborted'])
  })

  it('failure, abort and timeout as what they are', async () => {
    const { events } = install()
    const aborted = new XMLHttpRequest()
    aborted.open('GET', `${server}/hang`)
    aborted.send()
    const late = new XMLHttpRequest()
    late.open('GET', `${server}/hang`)
    late.timeout = 20
    late.send()

    aborted.abort()
    await ended(late)
    await request('/drop')

    expect(events.map(({ outcome, status }) => `${outcome} ${status}`)).toEqual([
      'aborted 0',
      'timeout 0',
      'failed 0',
    ])
  })

  it('each request of an object that is used again, once', async () => {
    const { events } = install()
    const xhr = new XMLHttpRequest()

    for (const path of ['/one', '/two?status=404']) {
      xhr.open('GET', new URL(server + path))
      xhr.send()
      await ended(xhr)
    }

    expect(events.map(({ url, status }) => `${url} ${status}`)).toEqual([
      `${server}/one 200`,
      `${server}/two?status=404 404`,
    ])
  })

  it.each(['readystatechange', 'load'])(
    'both requests when the page opens the object again in its %s handler',
    async (type) => {
      const { events } = install()
      const xhr = new XMLHttpRequest()
      xhr.addEventListener(type, () => {
        if (xhr.readyState !== 4 || xhr.responseURL.endsWith('/two?status=404')) return
        xhr.open('GET', `${server}/two?status=404`)
        xhr.send()
      })

      xhr.open('GET', `${server}/one`)
      xhr.send()
      await vi.waitUntil(() => events.length === 2)

      expect(events.map(({ url, outcome, status }) => `${url} ${outcome} ${status}`)).toEqual([
        `${server}/one completed 200`,
        `${server}/two?status=404 completed 404`,
      ])
    },
  )

  it('an answered request as completed when the page aborts it in its handler', async () => {
    const { events } = install()
    const xhr = new XMLHttpRequest()
    xhr.onreadystatechange = () => {
      if (xhr.readyState === 4) xhr.abort()
    }

    xhr.open('GET', `${server}/one?status=201`)
    xhr.send()
    await vi.waitUntil(() => events.length > 0)

    expect(events).toMatchObject([{ outcome: 'completed', status: 201 }])
  })

  it('a request that the page drops by opening the object again as aborted', async () => {
    const { events } = install()
    const xhr = new XMLHttpRequest()

    xhr.open('GET', `${server}/hang`)
    xhr.send()
    xhr.open('GET', `${server}/one`)
    xhr.send()
    await ended(xhr)

    expect(events.map(({ outcome }) => outcome)).toEqual(['aborted', 'completed'])
  })

  it('synchronous requests, answered or not', () => {
    const { events } = install()

    for (const path of ['/one', '/drop']) {
      const xhr = new XMLHttpRequest()
      xhr.open('GET', server + path, false)
      try {
        xhr.send()
      } catch {
        // A failed synchronous request throws at the page.
      }
    }

    expect(events.map(({ outcome, status }) => `${outcome} ${status}`)).toEqual([
      'completed 200',
      'failed 0',
    ])
  })

  it('nothing that goes to an ignored address, and nothing that was never sent', async () => {
    const { events } = install()

    await request('/ours/logs')
    const unsent = new XMLHttpRequest()
    unsent.open('GET', `${server}/one`)
    unsent.abort()

    expect(events).toEqual([])
  })
})

describe('leaves the page as it was', () => {
  it.each(['/one?body=hello', '/drop'])('keeps the order of the events of %s', async (path) => {
    const before = await listenToAll(path)

    install()

    expect(await listenToAll(path)).toEqual(before)
  })

  it('keeps the shape of the functions', () => {
    install()

    const { open, send, abort } = XMLHttpRequest.prototype
    expect([open, send, abort].map(({ name, length }) => `${name} ${length}`)).toEqual([
      'open 2',
      'send 0',
      'abort 0',
    ])
    expect(new XMLHttpRequest()).toBeInstanceOf(XMLHttpRequest)
  })

  it('throws at the page what the browser throws', () => {
    const { events } = install()
    const xhr = new XMLHttpRequest()

    expect(() => xhr.send()).toThrow(DOMException)
    expect(() => xhr.open('NOT VALID', '/')).toThrow(DOMException)
    expect(() => Reflect.apply(xhr.open, {}, ['GET', '/'])).toThrow(TypeError)
    expect(events).toEqual([])
  })

  it('lets a request go on when the page sends it twice by mistake', async () => {
    const { events } = install()
    const xhr = new XMLHttpRequest()
    xhr.open('GET', `${server}/one`)
    xhr.send()

    expect(() => xhr.send()).toThrow(DOMException)
    await ended(xhr)

    expect(events).toMatchObject([{ outcome: 'completed', status: 200 }])
  })

  it('leaves subclasses as they are', async () => {
    const { events } = install()
    class Client extends XMLHttpRequest {
      override open(method: string, url: string) {
        super.open(method, `${url}?by=client`)
      }
    }

    const client = new Client()
    client.open('GET', `${server}/one`)
    client.send()
    await ended(client)

    expect(client.status).toBe(200)
    expect(events).toMatchObject([{ url: `${server}/one?by=client` }])
  })

  it('leaves the answer readable in every form', async () => {
    install()
    const xhr = new XMLHttpRequest()
    xhr.open('GET', `${server}/one?body=hello`)
    xhr.responseType = 'arraybuffer'
    xhr.send()
    await ended(xhr)

    expect(new TextDecoder().decode(xhr.response)).toBe('hello')
  })
})

describe('uninstalls', () => {
  const descriptors = () => Object.getOwnPropertyDescriptors(XMLHttpRequest.prototype)

  it('gives back the very functions it found', () => {
    const { open, send, abort } = descriptors()

    const { uninstall } = install()
    expect(descriptors().open.value).not.toBe(open.value)
    uninstall()
    uninstall()

    expect(descriptors()).toMatchObject({ open, send, abort })
    expect(descriptors().open.value).toBe(open.value)
  })

  it('keeps a wrapper that came after it, and records nothing more', async () => {
    const { events, uninstall } = install()
    const { prototype } = XMLHttpRequest
    const inner = prototype.send
    const theirs: typeof inner = function (this: XMLHttpRequest, body) {
      return inner.call(this, body)
    }
    const pending = new XMLHttpRequest()
    pending.open('GET', `${server}/one`)
    pending.send()
    prototype.send = theirs

    uninstall()
    await ended(pending)
    await request('/two')
    const left = prototype.send
    prototype.send = inner

    expect(left).toBe(theirs)
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
    const uninstall = captureXhr(emit, networkOptions({ ignoreUrl }).options)
    onTestFinished(uninstall)
    const failed = vi.fn()
    window.addEventListener('error', failed)
    onTestFinished(() => window.removeEventListener('error', failed))

    const xhr = await request('/one?body=fine')

    expect(xhr.responseText).toBe('fine')
    expect(failed).not.toHaveBeenCalled()
  })
})
