import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'

import { captureRequestDetails } from '../../../src/capture/request-details.ts'
import type { EndedRequest } from '../../../src/capture/types.ts'
import { networkOptions } from '../../helpers/network-options.ts'

const server = inject('answeringServer')

/** Runs requests as the page does and asks for what can be found out about them afterwards. */
function install(responseHeaders: string[] = []) {
  const { options } = networkOptions({ responseHeaders })
  onTestFinished(captureRequestDetails('fetch')(() => {}, options))

  return {
    details: options.details,
    async request(url: string, init?: RequestInit) {
      const start = performance.now()
      const answer = await fetch(url, init).catch(() => undefined)
      const end = performance.now()
      await answer?.text()
      const status = answer?.status ?? 0
      const outcome = answer ? 'completed' : 'failed'
      const ended: EndedRequest = { url, start, end, outcome, status, headers: answer?.headers }
      return () => options.details.fetch?.(ended)
    },
  }
}

describe('timings', () => {
  it('are joined from what the browser has measured, with the sizes', async () => {
    const { request } = install()

    const describe = await request(`${server}/slow?delay=50&body=hello#part`)

    await vi.waitFor(() => {
      const found = describe()
      expect(found?.timings?.wait).toBeGreaterThanOrEqual(49)
      expect(found).toMatchObject({ responseBytes: 5 })
      expect(found?.transferBytes).toBeGreaterThan(5)
    })
  })

  it('are of the right one of several requests for the same address', async () => {
    const { request } = install()
    const url = `${server}/slow?delay=once`

    const [slow, fast] = await Promise.all([request(url), request(url)])

    await expect.poll(() => performance.getEntriesByName(url)).toHaveLength(2)
    expect(slow?.()?.timings?.wait).toBeGreaterThanOrEqual(99)
    expect(fast?.()?.timings?.wait ?? 0).toBeLessThan(99)
    expect(slow?.()).not.toHaveProperty('timings')
  })

  it('are there when the buffer of the page is full', async () => {
    performance.setResourceTimingBufferSize(0)
    onTestFinished(() => performance.setResourceTimingBufferSize(250))
    const { request } = install()

    const describe = await request(`${server}/slow?delay=20`)

    await vi.waitFor(() => expect(describe()).toHaveProperty('timings'))
  })
})

describe('headers', () => {
  const query = ['x-request-id:r-1', 'etag:e', 'x-mine:m', 'x-ratelimit-left:3', 'x-other:o']
    .map((header) => `header=${header}`)
    .join('&')

  it('are those that help, and those the app has named', async () => {
    const { request } = install(['x-mine'])

    const describe = await request(`${server}/a?${query}`)

    expect(describe()?.responseHeaders).toEqual({
      'content-length': '0',
      'content-type': 'text/plain',
      'x-mine': 'm',
      'x-ratelimit-left': '3',
      'x-request-id': 'r-1',
    })
  })

  it('are read from the text that XHR has them in', () => {
    const { details } = install()
    const headers = 'content-type: text/plain\r\nserver-timing: db: 3\r\nx-other: o\r\n'

    const found = details.fetch?.({
      url: server,
      start: 0,
      end: 0,
      outcome: 'completed',
      status: 200,
      headers,
    })

    expect(found).toEqual({
      responseHeaders: { 'content-type': 'text/plain', 'server-timing': 'db: 3' },
    })
  })
})

describe('a failure', () => {
  it('of another origin is told from one of the own', async () => {
    const { request } = install()

    expect((await request(`${server}/a?cors=no`))()).toEqual({ failure: 'cross-origin' })
    const own = await request(`${location.origin}/`, {
      cache: 'only-if-cached',
      mode: 'same-origin',
    })
    expect(own()).toEqual({ failure: 'network' })
  })

  it('without network is told', async () => {
    const { request } = install()
    const describe = await request(`${server}/drop`)
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    onTestFinished(() => void vi.restoreAllMocks())

    expect(describe()).toEqual({ failure: 'offline' })
  })

  it('that the policy of the page wanted is told, and one that it only reported is not', async () => {
    const { request } = install()
    const report = (disposition: 'enforce' | 'report', path: string) =>
      document.dispatchEvent(
        new SecurityPolicyViolationEvent('securitypolicyviolation', {
          blockedURI: server + path,
          disposition,
          documentURI: location.href,
          effectiveDirective: 'connect-src',
          originalPolicy: '',
          statusCode: 200,
          violatedDirective: 'connect-src',
        }),
      )
    report('enforce', '/drop?1')
    report('report', '/drop?2')

    expect((await request(`${server}/drop?1#part`))()).toEqual({ failure: 'blocked' })
    expect((await request(`${server}/drop?2`))()).toEqual({ failure: 'cross-origin' })
  })
})

it('takes its part out again', () => {
  const { options } = networkOptions()
  const uninstall = captureRequestDetails('xhr')(() => {}, options)
  expect(options.details.xhr).toBeInstanceOf(Function)

  uninstall()

  expect(options.details).toEqual({})
})

it('finds nothing rather than fail', () => {
  const { details } = install()
  const request = { url: server, start: 0, end: 0, status: 200, outcome: 'completed' as const }

  expect(details.fetch?.({ ...request, headers: {} as Headers })).toEqual({})
})
