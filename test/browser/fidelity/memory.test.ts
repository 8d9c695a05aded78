import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import type { CDPSession, Page } from 'playwright'
import { expect, it } from 'vitest'

import { launchChromium } from '../../helpers/launch-chromium.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { chosenEngine } from './drivers/driver.ts'
import { serveSite } from './harness/serve-site.ts'

// What a page holds is told by Chromium's own protocol; the other engines have no word for it.
const inChromium = it.skipIf(chosenEngine() !== 'chromium')
const collector = useCollector()

const run = promisify(execFile)

const MEGABYTE = 1024 * 1024

/** Three times 200 MB, on a machine that has other things to do. */
const LONG = { timeout: 120_000 }

/** What a page may hold more, with noise: a copy of the stream would be 200. */
const SLACK = 60 * MEGABYTE

/** Opens an empty page, with the script recording or without it. */
async function openPage(script: 'with' | 'without'): Promise<{ page: Page; cdp: CDPSession }> {
  const { url, keys } = collector()
  const site = await serveSite()
  const tag = `<script src="${url}/casefile.js" data-key="${keys.capture}" defer></script>`
  const { url: address } = site.addPage(
    () => `<!doctype html><title>Memory</title><main></main>${script === 'with' ? tag : ''}`,
  )
  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.goto(address)
  if (script === 'with') {
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('recorder')),
    )
    await page.evaluate(() =>
      (window as unknown as { Casefile: { flush(): Promise<void> } }).Casefile.flush(),
    )
  }
  const cdp = await page.context().newCDPSession(page)
  return { page, cdp }
}

/** Of all processes with pages in them: what waits in a stream is in none of the script's heaps. */
async function heldBytes(page: Page): Promise<number> {
  const cdp = await page.context().browser()!.newBrowserCDPSession()
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo')
  await cdp.detach()
  const ids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => String(id))
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', ids.join(',')])
  return stdout
    .trim()
    .split(/\s+/)
    .reduce((sum, kilobytes) => sum + Number(kilobytes) * 1024, 0)
}

/** What the page holds at most while it reads 200 MB, and sometimes keeps a copy. */
async function peakOfStream(script: 'with' | 'without', copies = false): Promise<number> {
  const { page, cdp } = await openPage(script)
  await cdp.send('HeapProfiler.collectGarbage')
  const before = await heldBytes(page)
  let peak = before

  await page.exposeFunction('measure', async () => {
    await cdp.send('HeapProfiler.collectGarbage')
    peak = Math.max(peak, await heldBytes(page))
  })
  const read = await page.evaluate(async (keepCopy) => {
    const measure = (window as unknown as { measure(): Promise<void> }).measure
    const response = await fetch('/large?mb=200')
    const copy = keepCopy ? response.clone() : undefined
    const reader = response.body!.getReader()
    let bytes = 0
    let nextMeasure = 0
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      bytes += value.length
      if (bytes < nextMeasure) continue
      nextMeasure += 100 * 1024 * 1024
      await measure()
    }
    await measure()
    void copy?.body?.cancel()
    return bytes
  }, copies)
  expect(read).toBe(200 * MEGABYTE)
  return peak - before
}

inChromium('holds no more of a 200 MB stream than a page without the script', LONG, async () => {
  const without = await peakOfStream('without')
  expect(await peakOfStream('with')).toBeLessThan(without + SLACK)
  // The measure would see a copy.
  expect(await peakOfStream('without', true)).toBeGreaterThan(without + 100 * MEGABYTE)
})

/** Nodes that are left when everything the page has put up is gone again. */
async function nodesLeft(
  script: 'with' | 'without',
  churn: (times: number) => Promise<void>,
  times: number,
): Promise<number> {
  const { page, cdp } = await openPage(script)
  const count = async () => {
    // What waited for a frame or a timer of the recorder is let go of by then.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)))
    await cdp.send('HeapProfiler.collectGarbage')
    await cdp.send('HeapProfiler.collectGarbage')
    const { nodes } = (await cdp.send('Memory.getDOMCounters')) as { nodes: number }
    return nodes
  }
  // What is made once for the first of them is not kept for each.
  await page.evaluate(churn, 5)
  const before = await count()
  await page.evaluate(churn, times)
  return (await count()) - before
}

inChromium('keeps no node of 100 frames that came and went', async () => {
  const churn = async (times: number) => {
    for (let mounted = 0; mounted < times; mounted += 1) {
      const frame = document.createElement('iframe')
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
      frame.srcdoc = '<p>one</p><p>two</p><style>p { color: red }</style>'
      document.querySelector('main')!.append(frame)
      await loaded
      // Some go before the recorder has looked into them, the others after.
      if (mounted % 2) await new Promise((resolve) => setTimeout(resolve))
      frame.contentDocument!.body.append('changed')
      frame.contentDocument!.querySelector('p')!.attachShadow({ mode: 'open' }).innerHTML =
        '<i></i>'
      frame.remove()
    }
  }
  const without = await nodesLeft('without', churn, 100)
  // Each frame has more than ten: one in ten that is kept would show.
  expect(await nodesLeft('with', churn, 100)).toBeLessThan(without + 100)
})

inChromium('keeps no node of 500 shadow hosts that came and went', async () => {
  const churn = async (times: number) => {
    const main = document.querySelector('main')!
    for (let mounted = 0; mounted < times; mounted += 1) {
      const host = document.createElement('div')
      host.attachShadow({ mode: 'open' }).innerHTML = '<p>one</p><p>two</p><p>three</p>'
      main.append(host)
      if (mounted % 50 === 0) await new Promise((resolve) => setTimeout(resolve))
      host.shadowRoot!.append('changed')
      host.remove()
    }
  }
  const without = await nodesLeft('without', churn, 500)
  expect(await nodesLeft('with', churn, 500)).toBeLessThan(without + 250)
})
