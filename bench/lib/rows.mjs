import { setTimeout as pause } from 'node:timers/promises'

import { traceBursts, traceScript } from './trace.mjs'

/**
 * How long deferred work may take to come, in ms: longer than our delivery waits (2.25 s), so that
 * writing, compressing and sending are in each row. Peers that wait longer get away with it.
 */
const SETTLE = 2_700

const BURSTS = { count: 15, calls: 10, interval: 66 }
const LOG_CALLS = BURSTS.count * BURSTS.calls
const REQUESTS = 60
const CLICKS = 100
const KEYS = 120

/** The steps one page goes through, in this order. Each returns what it measured, by key. */
export const STEPS = {
  async init(page, { origin, subject }) {
    const { cpu } = await cpuOf(page, () =>
      page.send('Page.navigate', { url: `${origin}/?subject=${encodeURIComponent(subject)}` }),
    )
    const heap = await page.heapAfterCollection()
    return { init: cpu, 'heap at start': heap / 1e6 }
  },

  async idle(page) {
    await page.call('prepareMarks')
    await pause(200)
    const { cpu, wall } = await cpuOf(page, () => burst(page, 'idleInBursts'))
    page.idleShare = cpu / wall
    return { idle: page.idleShare * 1000 }
  },

  async console(page) {
    const { value, bursts } = await traceBursts(page, () =>
      cpuOf(page, () => burst(page, 'logInBursts')),
    )
    const caller = bursts.reduce((sum, one) => sum + one, 0)
    return {
      'console caller': (caller * 1000) / LOG_CALLS,
      'console all': (busy(page, value) * 1000) / LOG_CALLS,
    }
  },

  async fetch(page) {
    const spent = await cpuOf(page, () => page.call('fetchMany', REQUESTS, 10))
    return { fetch: (busy(page, spent) * 1000) / REQUESTS }
  },

  async xhr(page) {
    const spent = await cpuOf(page, () => page.call('xhrMany', REQUESTS, 10))
    return { xhr: (busy(page, spent) * 1000) / REQUESTS }
  },

  async click(page) {
    const places = await page.call('places')
    const cpu = await traceScript(page, async () => {
      for (let i = 0; i < CLICKS; i++) await click(page, places[i % places.length])
      await pause(SETTLE)
    })
    return { click: (cpu * 1000) / CLICKS }
  },

  async key(page) {
    await page.call('focusField')
    const cpu = await traceScript(page, async () => {
      for (let i = 0; i < KEYS; i++) await press(page, 'abcdefghij'[i % 10])
      await pause(SETTLE)
    })
    return { key: (cpu * 1000) / KEYS }
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
    title: 'fetch, µs CPU a request',
    over: true,
    digits: 0,
    target: 200,
  },
  { key: 'xhr', step: 'xhr', title: 'XHR, µs CPU a request', over: true, digits: 0, target: 200 },
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
  { key: 'idle', step: 'idle', title: 'doing nothing, ms CPU a second', over: true, digits: 1 },
]

/** CPU and wall time, in ms, from the beginning of `work` until what it deferred is done. */
export async function cpuOf(page, work, settle = SETTLE) {
  const start = performance.now()
  const before = await page.cpu()
  await work()
  await pause(settle)
  return { cpu: (await page.cpu()) - before, wall: performance.now() - start }
}

/** The CPU without what this page uses when nothing happens: that has a row of its own. */
function busy({ idleShare }, { cpu, wall }) {
  return cpu - idleShare * wall
}

function burst(page, name) {
  return page.call(name, BURSTS.count, BURSTS.calls, BURSTS.interval)
}

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
