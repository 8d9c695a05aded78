import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import type * as Rrweb from 'rrweb'
import { build, type Rolldown } from 'vite'
import { beforeAll, expect, it } from 'vitest'

import { discreetRrweb } from '../../build/discreet-rrweb.ts'
import { leanRrweb } from '../../build/lean-rrweb.ts'
import { resolveSelectors } from '../../src/privacy/selectors.ts'
import type { startRecorder as StartRecorder } from '../../src/replay/recorder.ts'
import { launchChromium } from '../helpers/launch-chromium.ts'

const ORIGIN = 'https://shop.example'
// The package exports this file under no name of its own.
const PLAYER = createRequire(import.meta.url)
  .resolve('rrweb')
  .replace(/rrweb\.c?js$/, 'rrweb.umd.min.cjs')

let recorder: string

beforeAll(async () => {
  recorder = await buildRecorder(
    fileURLToPath(new URL('../../src/replay/recorder.ts', import.meta.url)),
  )
})

it('is less than 30 kB, without the player and its style sheet parser', () => {
  expect(brotliCompressSync(recorder).length).toBeLessThan(30_000)
  expect(recorder).not.toContain('CssSyntaxError')
  expect(recorder).not.toContain('replayer-wrapper')
})

it('records what the full player replays', async () => {
  const page = await openPage()

  const { recorded, replayed } = await page.evaluate(async (selectors) => {
    const recording = startRecorder({ maskText: false, selectors })!
    const list = document.querySelector('ul')!
    list.append(list.firstElementChild!)
    list.insertAdjacentHTML('beforeend', '<li style="color: red">Late <b>tea</b></li>')
    document.querySelector('style')!.sheet!.insertRule('li { margin-left: 7px }')
    document.querySelector('#host')!.attachShadow({ mode: 'open' }).innerHTML = '<i>shadow</i>'
    await new Promise((resolve) => setTimeout(resolve))
    const events = recording.read()
    recording.stop()
    const recorded = document.querySelector('main')!.outerHTML

    const root = document.body.appendChild(document.createElement('div'))
    const replayer = new rrweb.Replayer(events, { root, showWarning: false })
    replayer.pause(replayer.getMetaData().totalTime + 1)
    const shown = replayer.iframe.contentDocument!
    return {
      recorded: { html: recorded, margin: '7px', shadow: 'shadow' },
      replayed: {
        html: shown.querySelector('main')!.outerHTML,
        margin: shown.defaultView!.getComputedStyle(shown.querySelector('li')!).marginLeft,
        shadow: shown.querySelector('#host')!.shadowRoot!.textContent,
      },
    }
  }, resolveSelectors())

  expect(replayed).toEqual(recorded)
})

it('records shadow roots inside of a frame, and gives the frame its own attachShadow back', async () => {
  const page = await openPage()

  const { recorded, kept } = await page.evaluate(async (selectors) => {
    const frame = document.createElement('iframe')
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
    frame.srcdoc = '<p id="inner"></p>'
    document.body.append(frame)
    await loaded
    const { Element } = frame.contentWindow as Window & typeof globalThis
    const own = Element.prototype.attachShadow

    const recording = startRecorder({ maskText: false, selectors })!
    while (Element.prototype.attachShadow === own) {
      await new Promise((resolve) => setTimeout(resolve))
    }
    const host = frame.contentDocument!.querySelector('#inner')!
    host.attachShadow({ mode: 'open' }).innerHTML = '<i>shadow</i>'
    await new Promise((resolve) => setTimeout(resolve))
    const recorded = JSON.stringify(recording.read())
    recording.stop()
    return { recorded, kept: Element.prototype.attachShadow === own }
  }, resolveSelectors())

  expect(recorded).toContain('"shadow"')
  expect(kept).toBe(true)
})

// Globals of the page.
declare const rrweb: typeof Rrweb
declare const startRecorder: typeof StartRecorder

async function buildRecorder(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [discreetRrweb(), leanRrweb()],
    build: {
      target: 'es2022',
      write: false,
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  })
  const [chunk] = (built as Rolldown.RolldownOutput).output
  return chunk.code
}

async function openPage() {
  const browser = await launchChromium()
  const page = await browser.newPage()

  await page.route(`${ORIGIN}/`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body:
        '<!doctype html><style>b { color: blue; }</style><main><ul><li>One</li><li>Two</li></ul><div id="host"></div></main>' +
        '<script type="module">import { startRecorder } from "/recorder.js"; window.startRecorder = startRecorder</script>',
    }),
  )
  await page.route(`${ORIGIN}/recorder.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: recorder }),
  )
  await page.goto(`${ORIGIN}/`)
  await page.addScriptTag({ path: PLAYER })
  return page
}
