import { EventType, record } from 'rrweb'
import { expect, it, onTestFinished, vi } from 'vitest'

import { resolveSelectors } from '../../../src/privacy/selectors.ts'
import { startRecorder, type Recorder } from '../../../src/replay/recorder.ts'
import { PATIENT, mutationsReported, recordPage, renderPage } from './page-fixture.ts'
import { replayPage } from './replay-page.ts'

it('goes on recording a page that was replaced by document.open', async () => {
  const { page, recorder } = await recordFrame('<p>before</p>')

  page.open()
  page.write('<!doctype html><body><p>after</p><input></body>')
  page.close()
  await expect.poll(() => JSON.stringify(recorder.read()), PATIENT).toContain('"after"')
  await expect.poll(() => countSnapshots(recorder), PATIENT).toBe(2)
  page.querySelector('input')?.dispatchEvent(new Event('change', { bubbles: true }))
  page.querySelector('p')!.textContent = 'changed'
  await mutationsReported()

  expect(JSON.stringify(recorder.read())).toContain('"changed"')
  expect(replayPage(recorder.read()).querySelector('p')?.textContent).toBe('changed')
})

it('takes a new snapshot when the page comes back from the back/forward cache', async () => {
  const recorder = recordPage()

  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))

  await expect.poll(() => countSnapshots(recorder), PATIENT).toBe(2)
})

it('does no harm to a page whose getters throw, and records nothing of it', () => {
  const page = renderPage('<input>')
  Object.defineProperty(page.firstChild, 'value', {
    get() {
      throw new Error('A getter of the page')
    },
  })

  expect(startRecorder({ maskText: true, selectors: resolveSelectors() })).toBeUndefined()
  page.remove()
  recordPage()
})

it('records on after an element with a throwing getter has come and gone', async () => {
  const page = renderPage('')
  const recorder = recordPage({ maskText: false })
  const hostile = document.createElement('input')
  Object.defineProperty(hostile, 'value', {
    get() {
      throw new Error('A getter of the page')
    },
  })

  page.append(hostile)
  await mutationsReported()
  hostile.remove()
  await expect.poll(() => countSnapshots(recorder), PATIENT).toBe(2)
  page.append('later words')
  await mutationsReported()

  expect(replayPage(recorder.read()).querySelector('#page')?.textContent).toBe('later words')
})

it('waits with a page of more than 50 000 elements', () => {
  const page = renderPage('<i></i>'.repeat(50_001))
  const recorder = recordPage()

  expect(recorder.status()).toBe('too-large')
  expect(recorder.read()).toEqual([])
  page.remove()
})

it('tries again later when a snapshot fails in the middle of a recording', async () => {
  const page = renderPage('<input>')
  const recorder = recordPage()
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  Object.defineProperty(page.firstChild, 'value', {
    configurable: true,
    get() {
      throw new Error('A getter of the page')
    },
  })

  recorder.clear()
  vi.advanceTimersByTime(2000)
  expect(recorder.status()).toBe('failing')

  Reflect.deleteProperty(page.firstChild!, 'value')
  vi.advanceTimersByTime(120_000)
  expect(recorder.status()).toBe('recording')
  expect(countSnapshots(recorder)).toBe(1)
})

it('takes one snapshot for one change, on a page with frames and adopted style sheets too', async () => {
  const frame = renderPage('<iframe srcdoc="<p>frame"></iframe>').firstChild as HTMLIFrameElement
  await new Promise((resolve) => (frame.onload = resolve))
  const sheet = new CSSStyleSheet()
  sheet.insertRule('b {}')
  document.adoptedStyleSheets.push(sheet)
  onTestFinished(() => void document.adoptedStyleSheets.pop())
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const takeSnapshot = vi.spyOn(record, 'takeFullSnapshot')
  onTestFinished(() => takeSnapshot.mockRestore())
  const recorder = recordPage({ windowDuration: 30 })
  vi.advanceTimersByTime(1000)
  expect(JSON.stringify(recorder.read())).toContain('isAttachIframe')

  frame.after('one change')
  await mutationsReported()
  vi.advanceTimersByTime(10_000)

  expect(takeSnapshot).toHaveBeenCalledOnce()
})

/** A page of its own, because a test cannot replace the one it runs in. */
async function recordFrame(html: string) {
  const frame = document.createElement('iframe')
  frame.srcdoc = `<!doctype html><body>${html}</body>`
  const loaded = new Promise((resolve) => (frame.onload = resolve))
  document.body.append(frame)
  await loaded
  const page = frame.contentDocument!

  const script = page.createElement('script')
  script.type = 'module'
  script.textContent = `
    import { startRecorder } from '${new URL('../../../src/replay/recorder.ts', import.meta.url)}'
    const detail = startRecorder({ maskText: false, selectors: ${JSON.stringify(resolveSelectors())} })
    parent.dispatchEvent(new parent.CustomEvent('recorder', { detail }))`
  const recorder = await new Promise<Recorder>((resolve) => {
    const onStarted = (event: Event) => event instanceof CustomEvent && resolve(event.detail)
    addEventListener('recorder', onStarted, { once: true })
    page.body.append(script)
  })

  onTestFinished(() => {
    recorder.stop()
    frame.remove()
  })
  return { page, recorder }
}

function countSnapshots(recorder: Recorder) {
  return recorder.read().filter(({ type }) => type === EventType.FullSnapshot).length
}
