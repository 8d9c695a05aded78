import { EventType, type eventWithTime } from 'rrweb'
import { expect, it, onTestFinished } from 'vitest'

import { startRecorder, type Recorder } from '../../../src/replay/recorder.ts'
import { mutationsReported, recordPage, renderPage } from './page-fixture.ts'
import { replayPage } from './replay-page.ts'

it('goes on recording a page that was replaced by document.open', async () => {
  const { page, recorder } = await recordFrame('<p>before</p>')

  page.open()
  page.write('<!doctype html><body><p>after</p><input></body>')
  page.close()
  await expect.poll(() => JSON.stringify(recorder.read())).toContain('"after"')
  await expect.poll(() => countSnapshots(recorder)).toBe(2)
  page.querySelector('input')?.dispatchEvent(new Event('change', { bubbles: true }))
  page.querySelector('p')!.textContent = 'changed'
  await mutationsReported()

  expect(JSON.stringify(recorder.read())).toContain('"changed"')
  expect(replayPage(recorder.read()).querySelector('p')?.textContent).toBe('changed')
})

it('takes a new snapshot when the page comes back from the back/forward cache', async () => {
  const recorder = recordPage()

  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))

  await expect.poll(() => countSnapshots(recorder)).toBe(2)
})

it('does no harm to a page whose getters throw, and records nothing of it', () => {
  const page = renderPage('<input>')
  Object.defineProperty(page.firstChild, 'value', {
    get() {
      throw new Error('A getter of the page')
    },
  })

  expect(startRecorder({ maskText: true })).toBeUndefined()
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
  await expect.poll(() => countSnapshots(recorder)).toBe(2)
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

it('does not go on for ever on a page with frames and adopted style sheets', async () => {
  const page = renderPage('<iframe srcdoc="<p>frame"></iframe>')
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets.push(sheet)
  onTestFinished(() => void document.adoptedStyleSheets.pop())
  const recorder = recordPage({ windowDuration: 30 })
  await expect.poll(() => JSON.stringify(recorder.read())).toContain('isAttachIframe')

  page.append('one change')
  const first = recorder.read()[1]
  await expect.poll(() => recorder.read()[1]).not.toBe(first)
  await expect.poll(() => attachedFrames(recorder.read())).toBeGreaterThan(0)
  const second = recorder.read().at(-1)
  for (let time = 0; time < 3; time += 1) await idle()

  expect(recorder.read().at(-1)).toBe(second)
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
    parent.dispatchEvent(new parent.CustomEvent('recorder', { detail: startRecorder({ maskText: false }) }))`
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

function attachedFrames(events: eventWithTime[]) {
  return JSON.stringify(events).split('isAttachIframe').length - 1
}

function idle() {
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: 200 }))
}
