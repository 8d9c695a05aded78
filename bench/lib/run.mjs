import { setTimeout as pause } from 'node:timers/promises'

import { launchChromium } from './chromium.mjs'
import { openPage } from './page.mjs'
import { STEPS } from './rows.mjs'
import { startServer } from './server.mjs'
import { cpuOf } from './spend.mjs'
import { traceWork } from './trace.mjs'

/**
 * Measures every subject once a round, in turn, each in a fresh page. Returns, by subject, one
 * object of measurements a round.
 */
export async function run({ subjects, steps, rounds, onPage }) {
  const server = await startServer()
  const browser = await launchChromium()
  const samples = Object.fromEntries(subjects.map((subject) => [subject, []]))

  try {
    const calibration = await calibrate(browser, server)
    for (let round = 0; round < rounds; round++) {
      for (const subject of subjects) {
        const sample = await measure(browser, server, subject, steps)
        samples[subject].push(sample)
        onPage?.({ round, subject, sample })
      }
    }
    return { chromium: browser.product, calibration, samples }
  } finally {
    await browser.close()
    server.close()
  }
}

async function measure(browser, { origin, traffic }, subject, steps) {
  Object.assign(traffic, { requests: 0, bytes: 0 })
  const page = await openPage(browser, `${origin}/page/blank.html`)
  try {
    await pause(500)
    const sample = {}
    for (const step of steps) Object.assign(sample, await STEPS[step](page, { origin, subject }))
    return { ...sample, traffic: { ...traffic } }
  } finally {
    await page.close()
  }
}

/**
 * The same busy loop seen by both clocks, in ms. They come by different ways out of Chromium; where
 * they disagree, nothing below is worth printing.
 */
async function calibrate(browser, { origin }) {
  const page = await openPage(browser, `${origin}/?subject=none`)
  try {
    await pause(500)
    await page.call('prepareMarks')
    const work = () => page.call('calibrate', 20_000_000)
    const { value, bursts } = await traceWork(page, () => cpuOf(page, work, 0))
    const byMetrics = value.cpu
    const byTrace = bursts[0]
    if (!(Math.abs(byMetrics - byTrace) < byTrace * 0.1 + 1)) {
      throw new Error(`Two CPU clocks disagree: ${byMetrics} ms and ${byTrace} ms for one loop`)
    }
    return { byMetrics, byTrace }
  } finally {
    await page.close()
  }
}
