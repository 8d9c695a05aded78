import { EventType, record } from 'rrweb'
import { expect, it, onTestFinished, vi } from 'vitest'

import { resolveSelectors } from '../../../src/privacy/selectors.ts'
import { startRecorder } from '../../../src/replay/recorder.ts'
import { countListeners } from './count-listeners.ts'
import { PATIENT, element, mutationsReported, recordPage, renderPage } from './page-fixture.ts'
import { pagePrototypes } from './page-prototypes.ts'

const SNAPSHOT = [EventType.Meta, EventType.FullSnapshot]

it('begins with Meta and FullSnapshot and stamps events with epoch milliseconds', () => {
  const before = Date.now()
  const events = recordPage().read()

  expect(events.map(({ type }) => type)).toEqual(SNAPSHOT)
  expect(events[0]?.timestamp).toBeGreaterThanOrEqual(before)
  expect(events[1]?.timestamp).toBeLessThanOrEqual(Date.now())
})

it('gives a copy that later recording does not change', async () => {
  renderPage('<p>one</p>')
  const recorder = recordPage()
  const copy = recorder.read()
  const before = JSON.stringify(copy)

  element('p').textContent = 'two'
  await mutationsReported()

  expect(JSON.stringify(copy)).toBe(before)
  expect(recorder.read()).toHaveLength(copy.length + 1)
})

it('takes a new snapshot when the window is over, and drops what is older than it', async () => {
  const page = renderPage('')
  const recorder = recordPage({ windowDuration: 60 })
  const first = recorder.read()[0]

  await expect
    .poll(() => {
      page.append(document.createElement('i'))
      return recorder.read()[0]
    }, PATIENT)
    .not.toBe(first)

  const events = recorder.read()
  expect(events.slice(0, 2).map(({ type }) => type)).toEqual(SNAPSHOT)
  expect(countSnapshots(events)).toBeLessThanOrEqual(2)
})

it('takes no snapshot while nothing changes', async () => {
  const setTimer = vi.spyOn(globalThis, 'setTimeout')
  onTestFinished(() => setTimer.mockRestore())
  const recorder = recordPage({ windowDuration: 1 })
  setTimer.mockClear()

  for (let task = 0; task < 20; task += 1) await mutationsReported()

  expect(countSnapshots(recorder.read())).toBe(1)
  expect(setTimer).not.toHaveBeenCalled()
})

it('stays within its bytes, and gives up for a while on a page that keeps flooding it', async () => {
  const page = renderPage('')
  const recorder = recordPage({ maxBytes: 60_000, maskText: false })

  await expect
    .poll(() => {
      page.insertAdjacentHTML('beforeend', '<p>words</p>'.repeat(200))
      expect(JSON.stringify(recorder.read()).length).toBeLessThan(120_000)
      return recorder.status()
    }, PATIENT)
    .toBe('too-large')
})

it('keeps what was recorded when paused, records nothing, and goes on with a new snapshot', async () => {
  const page = renderPage('')
  const recorder = recordPage()
  recorder.pause()
  const paused = recorder.read()

  page.append('unseen')
  await mutationsReported()
  expect(recorder.read()).toEqual(paused)
  expect(recorder.status()).toBe('paused')

  recorder.resume()
  expect(countSnapshots(recorder.read())).toBe(2)
  expect(recorder.read().slice(0, paused.length)).toEqual(paused)
})

it('forgets everything when cleared, and begins again from the page as it is', async () => {
  const page = renderPage('')
  const recorder = recordPage({ maskText: false })

  recorder.clear()
  expect(recorder.read()).toEqual([])
  page.textContent = 'after'

  await expect.poll(() => recorder.read().map(({ type }) => type), PATIENT).toEqual(SNAPSHOT)
  expect(JSON.stringify(recorder.read())).toContain('after')
})

it('leaves no listener and no patch behind when stopped', async () => {
  const page = renderPage('<div id="host"></div><video></video>')
  element('#host').attachShadow({ mode: 'open' })
  const listeners = countListeners()
  const prototypes = pagePrototypes()
  const before = prototypes.read()

  for (let time = 0; time < 20; time += 1) {
    const recorder = startRecorder({ maskText: true, selectors: resolveSelectors() })
    expect(listeners.count()).toBeGreaterThan(5)
    page.append('text')
    await mutationsReported()
    recorder?.stop()
    expect(recorder?.read()).toEqual([])
  }

  expect(listeners.left()).toEqual([])
  expect(prototypes.changedSince(before)).toEqual([])
  // The page's elements are not held any more.
  expect(record.mirror.getIds()).toEqual([])
})

it('leaves a wrapper in place that another script put around the recorder', () => {
  const original = CSSStyleSheet.prototype.insertRule
  onTestFinished(() => void (CSSStyleSheet.prototype.insertRule = original))
  const recorder = recordPage()
  const patched = CSSStyleSheet.prototype.insertRule
  const wrapper = vi.fn(function (this: CSSStyleSheet, rule: string) {
    return patched.call(this, rule)
  })
  CSSStyleSheet.prototype.insertRule = wrapper

  recorder.stop()
  const sheet = new CSSStyleSheet()
  sheet.insertRule('b {}')

  expect(wrapper).toHaveBeenCalledOnce()
  expect(sheet.cssRules).toHaveLength(1)
})

it('hears nothing after it was stopped', async () => {
  const page = renderPage('')
  const observed = vi.spyOn(MutationObserver.prototype, 'disconnect')
  onTestFinished(() => observed.mockRestore())
  const recorder = recordPage()

  recorder.stop()
  page.append('late')
  await mutationsReported()
  recorder.resume()

  expect(observed).toHaveBeenCalled()
  expect(recorder.read()).toEqual([])
  expect(recorder.status()).toBe('stopped')
})

it('starts only once at a time', () => {
  const recorder = recordPage()
  expect(startRecorder({ maskText: true, selectors: resolveSelectors() })).toBeUndefined()

  recorder.stop()
  recordPage()
})

function countSnapshots(events: { type: EventType }[]) {
  return events.filter(({ type }) => type === EventType.FullSnapshot).length
}
