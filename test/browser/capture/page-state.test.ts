import { describe, expect, it, vi } from 'vitest'

import { capturePageState } from '../../../src/capture/page-state.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

const states = (events: { state: string }[]) => events.map(({ state }) => state)

function install() {
  const collected = collectEvents('page', capturePageState)
  collected.events.length = 0
  return collected
}

describe('records', () => {
  it('that the page has loaded, when it did, and how long it took', async () => {
    const { events } = collectEvents('page', capturePageState)

    await vi.waitFor(() => expect(states(events)).toContain('loaded'))
    const loaded = events.find(({ state }) => state === 'loaded')
    const timings = loaded?.timings as Required<NonNullable<typeof loaded>['timings']> & object
    const { firstByte, interactive, contentLoaded, load } = timings
    const ordered = [firstByte!, interactive!, contentLoaded!, load!]
    expect(ordered).toEqual(ordered.toSorted((one, other) => one - other))
    expect(Math.abs(loaded!.time - (performance.timeOrigin + load!))).toBeLessThan(50)
  })

  it('that the browser lost the network, and has it again', () => {
    const { events } = install()

    window.dispatchEvent(new Event('offline'))
    window.dispatchEvent(new Event('online'))

    expect(states(events)).toEqual(['offline', 'online'])
  })

  it('that the page is hidden before those hear who write it', () => {
    const { events } = install()
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    let heard = 0
    document.addEventListener('visibilitychange', () => (heard = events.length), { once: true })

    document.dispatchEvent(new Event('visibilitychange'))
    hidden.mockRestore()

    expect([states(events), heard]).toEqual([['hidden'], 1])
  })

  it('a page that begins in the background', () => {
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')

    const { events } = collectEvents('page', capturePageState)
    hidden.mockRestore()

    expect(states(events)).toContain('hidden')
  })

  it('no hiding of a page that is left, and what follows when it comes back', () => {
    const { events } = install()

    window.dispatchEvent(new PageTransitionEvent('pagehide'))
    document.dispatchEvent(new Event('visibilitychange'))
    document.dispatchEvent(new Event('freeze'))
    expect(events).toEqual([])
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    document.dispatchEvent(new Event('freeze'))
    document.dispatchEvent(new Event('resume'))

    expect(states(events)).toEqual(['frozen', 'resumed'])
  })
})

it('uninstalls', () => {
  const { events, uninstall } = install()

  uninstall()
  window.dispatchEvent(new Event('offline'))
  document.dispatchEvent(new Event('freeze'))

  expect(events).toEqual([])
})
