import { onTestFinished } from 'vitest'

import { resolveSelectors } from '../../../src/privacy/selectors.ts'
import { startRecorder, type Recorder, type RecorderOptions } from '../../../src/replay/recorder.ts'

/** For `expect.poll`: the machine may be busy, and an idle moment long in coming. */
export const PATIENT = { timeout: 10_000 }

/** Puts HTML into the page for the length of one test. */
export function renderPage(html: string): HTMLElement {
  const page = document.createElement('main')
  page.id = 'page'
  page.innerHTML = html
  document.body.append(page)
  onTestFinished(() => page.remove())
  return page
}

/** Records for the length of one test. */
export function recordPage(options: Partial<RecorderOptions> = {}): Recorder {
  const recorder = startRecorder({ maskText: true, selectors: resolveSelectors(), ...options })
  if (!recorder) throw new Error('The recorder did not start')
  onTestFinished(() => recorder.stop())
  return recorder
}

/** Resolves when the mutation observers have reported everything that happened up to now. */
export function mutationsReported(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve()
    port2.postMessage(undefined)
  })
}

export function element<Kind extends Element = HTMLElement>(selector: string): Kind {
  const found = document.querySelector<Kind>(selector)
  if (!found) throw new Error(`Nothing matches ${selector}`)
  return found
}
