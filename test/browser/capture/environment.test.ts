import { expect, it, onTestFinished, vi } from 'vitest'

import { captureEnvironment } from '../../../src/capture/environment.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

function install(options: Parameters<typeof captureEnvironment>[1] = { tags: {} }) {
  return collectEvents('environment', (emit) => captureEnvironment(emit, options))
}

function resizeTo(width: number) {
  const size = vi.spyOn(window, 'innerWidth', 'get').mockReturnValue(width)
  onTestFinished(() => size.mockRestore())
  window.dispatchEvent(new Event('resize'))
}

it('records what browser and device are like, and what the app says of itself', async () => {
  const { events } = install({ release: '2.4.1', tags: { plan: 'pro' } })

  await vi.waitFor(() => expect(events).toHaveLength(1))

  expect(events[0]!.facts).toMatchObject({
    viewport: { width: innerWidth, height: innerHeight, pixelRatio: devicePixelRatio },
    screen: { width: screen.width, height: screen.height },
    colorScheme: expect.stringMatching(/^(dark|light)$/),
    reducedMotion: expect.any(Boolean),
    forcedColors: false,
    language: navigator.language,
    languages: [...navigator.languages],
    timeZone: expect.any(String),
    online: true,
    connection: { effectiveType: expect.any(String), saveData: false },
    processors: navigator.hardwareConcurrency,
    cookies: true,
    serviceWorker: false,
    platform: { platformVersion: expect.any(String), architecture: expect.any(String) },
    storage: { quota: expect.any(Number), usage: expect.any(Number) },
    release: '2.4.1',
    tags: { plan: 'pro' },
  })
  expect(JSON.parse(JSON.stringify(events[0]!.facts))).toEqual(events[0]!.facts)
})

it('records it again when it has changed, once a change has settled', async () => {
  const { events } = install()
  await vi.waitFor(() => expect(events).toHaveLength(1))

  resizeTo(400)
  resizeTo(500)
  await vi.waitFor(() => expect(events).toHaveLength(2), 5_000)

  expect(events[1]!.facts).toMatchObject({ viewport: { width: 500 } })
})

it('waits for no browser that does not answer', async () => {
  const silent = vi.spyOn(navigator.storage, 'estimate').mockReturnValue(new Promise(() => {}))
  onTestFinished(() => silent.mockRestore())

  const { events } = install()

  await vi.waitFor(() => expect(events).toHaveLength(1), 5_000)
  expect(events[0]!.facts).not.toHaveProperty('storage')
})

it('is still after it is uninstalled', async () => {
  const { events, uninstall } = install()
  uninstall()
  const other = install()

  await vi.waitFor(() => expect(other.events).toHaveLength(1))

  expect(events).toEqual([])
})
