import { describe, expect, inject, it, onTestFinished } from 'vitest'

import { captureSockets } from '../../../src/capture/sockets.ts'
import { collectEvents } from '../../helpers/collect-events.ts'
import { networkOptions } from '../../helpers/network-options.ts'

const server = inject('answeringServer')

function install() {
  const { options, leave } = networkOptions()
  return { ...collectEvents('socket', (emit) => captureSockets(emit, options)), leave }
}

/** Listens until as many messages have come, of whatever name. */
async function listen(path: string, count: number) {
  const source = new EventSource(server + path)
  onTestFinished(() => source.close())
  const heard: unknown[] = []
  for (const type of ['message', 'error']) {
    source.addEventListener(type, (event) => 'data' in event && heard.push(event.data))
  }
  await expect.poll(() => heard).toHaveLength(count)
  return { source, heard }
}

describe('records', () => {
  it('that it opened, and that the page closed it, with what came', async () => {
    const { events } = install()
    const { source, heard } = await listen('/stream', 3)

    source.close()
    source.close()

    const common = {
      type: 'socket',
      time: expect.any(Number),
      api: 'eventsource',
      url: `${server}/stream`,
      duration: expect.any(Number),
    }
    expect(heard).toEqual(['one', 'named', 'zwölf'])
    expect(events).toMatchObject([
      { ...common, phase: 'opened' },
      { ...common, phase: 'closed', receivedCount: 3, receivedBytes: 3 + 5 + 6 },
    ])
  })

  it('an answer that is no stream as failed', async () => {
    const { events } = install()

    const source = new EventSource(`${server}/a?status=500`)

    await expect.poll(() => events).toMatchObject([{ phase: 'failed', receivedCount: 0 }])
    expect(source.readyState).toBe(EventSource.CLOSED)
  })

  it('a server that cannot be reached as failed, once for all attempts', async () => {
    const { events } = install()
    let attempts = 0
    const source = new EventSource(`${server}/drop`)
    onTestFinished(() => source.close())
    source.onerror = () => (attempts += 1)

    await expect.poll(() => attempts).toBeGreaterThan(0)
    source.close()

    expect(events.map(({ phase }) => phase)).toEqual(['failed'])
  })

  it('a stream that ends and does not come back as failed', async () => {
    const { events } = install()
    await listen('/stream?times=1', 3)

    await expect
      .poll(() => events.map(({ phase }) => phase), { timeout: 10_000 })
      .toEqual(['opened', 'failed'])
  })

  it('one that is open when the page is left as closed, once', async () => {
    const { events, leave } = install()
    const { source } = await listen('/stream', 3)

    leave()
    source.close()

    expect(events.map(({ phase }) => phase)).toEqual(['opened', 'closed'])
  })
})

describe('leaves the page as it was', () => {
  it('keeps the shape of the constructor', () => {
    const before = [EventSource.name, EventSource.length, EventSource.CLOSED]
    const keys = Reflect.ownKeys(EventSource)

    install()

    expect([EventSource.name, EventSource.length, EventSource.CLOSED]).toEqual(before)
    expect(Reflect.ownKeys(EventSource)).toEqual(keys)
    expect(String(EventSource)).toContain('[native code]')
    expect(EventSource.prototype.constructor).toBe(EventSource)
    expect(() => new EventSource('http://')).toThrow(DOMException)
    expect(() => Reflect.construct(EventSource, [])).toThrow(
      "Failed to construct 'EventSource': 1 argument required, but only 0 present.",
    )
    expect(() => Reflect.apply(EventSource.prototype.close, {}, [])).toThrow(TypeError)
  })
})

describe('uninstalls', () => {
  it('gives back the very functions it found', () => {
    const before = EventSource
    const { close } = EventSource.prototype

    const { uninstall } = install()
    expect(EventSource).not.toBe(before)
    uninstall()

    expect(EventSource).toBe(before)
    expect(EventSource.prototype.constructor).toBe(before)
    expect(EventSource.prototype.close).toBe(close)
  })
})
