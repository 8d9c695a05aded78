import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { captureVitals } from '../../../src/capture/vitals.ts'
import { resolveSelectors } from '../../../src/privacy/selectors.ts'
import { createSubscribers } from '../../../src/lib/subscribers.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

function install() {
  const flushes = createSubscribers<boolean>()
  const collected = collectEvents('vital', (emit) =>
    captureVitals(emit, { onFlush: flushes.add, selectors: resolveSelectors() }),
  )
  return { ...collected, flush: () => flushes.tell(false) }
}

/** A text, and a place above it that an image takes late. */
function putText() {
  const box = document.createElement('div')
  box.innerHTML = '<div></div><p id="moved" style="height: 500px; margin: 0">Moved down</p>'
  document.body.append(box)
  onTestFinished(() => box.remove())
  return {
    grow: (height: number) => box.querySelector('div')!.style.setProperty('height', `${height}px`),
  }
}

describe('records', () => {
  it('what the load was like, each once, at the moment it is about', async () => {
    const { events, flush } = install()

    await vi.waitFor(() => expect(events.map(({ name }) => name)).toContain('TTFB'), 5_000)
    flush()

    const names = events.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(events).toContainEqual({
      type: 'vital',
      time: expect.any(Number),
      name: 'TTFB',
      value: expect.any(Number),
      rating: expect.stringMatching(/^(good|needs-improvement|poor)$/),
    })
    const [first] = events.filter(({ name }) => name === 'TTFB')
    expect(Math.abs(first!.time - first!.value - performance.timeOrigin)).toBeLessThan(50)
  })

  it('a value that has grown when the events are due, and names what moved', async () => {
    const { grow } = putText()
    const { events, flush } = install()
    const shifts = () => events.filter(({ name }) => name === 'CLS')
    await vi.waitFor(() => expect(shifts()).toHaveLength(1), 5_000)
    const before = shifts()[0]!.value

    // A shift counts for the frame that paints it.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    grow(300)
    await vi.waitFor(() => {
      flush()
      expect(shifts().at(-1)!.value).toBeGreaterThan(before)
    }, 5_000)

    expect(shifts().at(-1)).toMatchObject({ selector: '#moved' })
  })

  it.each(['data-casefile-block', 'data-casefile-ignore'])(
    'what moved without its name inside %s',
    async (attribute) => {
      const { grow } = putText()
      document.querySelector('#moved')!.parentElement!.setAttribute(attribute, '')
      const { events, flush } = install()
      const shifts = () => events.filter(({ name }) => name === 'CLS')
      await vi.waitFor(() => expect(shifts()).toHaveLength(1), 5_000)
      const before = shifts()[0]!.value

      // The worst burst counts, so this one has to be worse than those of the tests before.
      let height = 0
      await vi.waitFor(() => {
        grow((height = 300 - height))
        flush()
        expect(shifts().at(-1)!.value).toBeGreaterThan(before)
      }, 5_000)

      expect(shifts().at(-1)).not.toHaveProperty('selector')
    },
  )
})

it('says nothing after it is uninstalled', async () => {
  const { events, uninstall, flush } = install()

  uninstall()
  const other = install()
  await vi.waitFor(() => expect(other.events).not.toEqual([]), 5_000)
  flush()

  expect(events).toEqual([])
})
