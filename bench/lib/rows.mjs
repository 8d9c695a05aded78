import { setTimeout as pause } from 'node:timers/promises'

import { busy, idlePace, SETTLE, spend } from './spend.mjs'

/** From a page's load until its start is over, in ms: only then is its idle pace taken. */
const START = 5_000
const IDLE_SECONDS = 5

const BURSTS = { count: 15, calls: 10, interval: 66 }
const LOG_CALLS = BURSTS.count * BURSTS.calls
const REQUESTS = 60
const CLICKS = 100
const KEYS = 120

/** The steps one page goes through, in this order. Each returns what it measured, by key. */
export const STEPS = {
  async init(page, { origin, subject }) {
    const url = `${origin}/?subject=${encodeURIComponent(subject)}`
    const start = await spend(page, () => page.send('Page.navigate', { url }))
    await pause(START - SETTLE)
    page.idle = await idlePace(page, IDLE_SECONDS)

    const heap = await page.heapAfterCollection()
    return {
      init: start.cpu - page.idle.cpu * start.wall,
      idle: page.idle.cpu * 1000,
      'heap at start': heap / 1e6,
    }
  },

  async console(page) {
    await page.call('prepareMarks')
    // The first time it would be compiled.
    await burst(page, 'idleInBursts')
    const clockwork = await busy(page, () => burst(page, 'idleInBursts'), 0)
    const { script, bursts } = await busy(page, () => burst(page, 'logInBursts'))
    return {
      'console caller': (sum(bursts) * 1000) / LOG_CALLS,
      'console all': ((script - clockwork.script) * 1000) / LOG_CALLS,
    }
  },

  async fetch(page) {
    const { script } = await busy(page, () => page.call('fetchMany', REQUESTS, 10))
    return { fetch: (script * 1000) / REQUESTS }
  },

  async xhr(page) {
    const { script } = await busy(page, () => page.call('xhrMany', REQUESTS, 10))
    return { xhr: (script * 1000) / REQUESTS }
  },

  async click(page) {
    const places = await page.call('places')
    const { script } = await busy(page, async () => {
      for (let i = 0; i < CLICKS; i++) await click(page, places[i % places.length])
    })
    return { click: (script * 1000) / CLICKS }
  },

  async key(page) {
    await page.call('focusField')
    const { script } = await busy(page, async () => {
      for (let i = 0; i < KEYS; i++) await press(page, 'abcdefghij'[i % 10])
    })
    return { key: (script * 1000) / KEYS }
  },

  async heap(page) {
    return { heap: (await page.heapAfterCollection()) / 1e6 }
  },

  async stream(page) {
    await page.heapAfterCollection()
    const before = await page.memory()
    let peak = before
    let reading = true
    const read = page.call('readStream').finally(() => (reading = false))
    while (reading) {
      peak = Math.max(peak, await page.memory())
      await pause(5)
    }
    await read
    return { stream: (peak - before) / 1e6 }
  },
}

/**
 * The lines of the table. `over` shows the difference to the page without SDK, `target` is what we
 * promise ourselves.
 */
export const ROWS = [
  { key: 'size', title: 'first load, kB brotli', digits: 1, target: 14 },
  {
    key: 'init',
    step: 'init',
    title: 'init eval + start, ms CPU',
    over: true,
    digits: 1,
    target: 6,
  },
  {
    key: 'console caller',
    step: 'console',
    title: 'console at the caller, µs a call',
    digits: 0,
    target: 25,
  },
  {
    key: 'console all',
    step: 'console',
    title: 'console until idle, µs a call',
    digits: 0,
    target: 45,
  },
  {
    key: 'fetch',
    step: 'fetch',
    title: 'fetch until idle, µs of script',
    over: true,
    digits: 0,
    target: 200,
  },
  {
    key: 'xhr',
    step: 'xhr',
    title: 'XHR until idle, µs of script',
    over: true,
    digits: 0,
    target: 200,
  },
  { key: 'stream', step: 'stream', title: '20 MB stream, peak MB', digits: 1, target: 13 },
  { key: 'click', step: 'click', title: 'click, µs of script', over: true, digits: 0, target: 250 },
  { key: 'key', step: 'key', title: 'key press, µs of script', over: true, digits: 0, target: 300 },
  {
    key: 'heap at start',
    step: 'init',
    title: 'heap after start and GC, MB',
    over: true,
    digits: 1,
  },
  {
    key: 'heap',
    step: 'heap',
    title: 'heap after use and GC, MB',
    over: true,
    digits: 1,
    target: 4,
  },
  { key: 'idle', step: 'init', title: 'doing nothing, ms CPU a second', over: true, digits: 1 },
]

function burst(page, name) {
  return page.call(name, BURSTS.count, BURSTS.calls, BURSTS.interval)
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)

async function click(page, [x, y]) {
  const at = { x, y, button: 'left', clickCount: 1 }
  await page.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at })
  await page.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at })
}

async function press(page, key) {
  const code = `Key${key.toUpperCase()}`
  const windowsVirtualKeyCode = key.toUpperCase().charCodeAt(0)
  const common = { key, code, windowsVirtualKeyCode }
  await page.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, ...common })
  await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common })
}
