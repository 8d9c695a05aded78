import { setTimeout as pause } from 'node:timers/promises'

import { quantile } from './quantile.mjs'
import { traceWork } from './trace.mjs'

/**
 * How long deferred work may take to come, in ms: longer than our delivery waits (2.25 s), so that
 * writing, compressing and sending are in each row. Peers that wait longer get away with it.
 */
export const SETTLE = 2_700

const IDLE_SECONDS_AFTER = 3

/** CPU and wall time, in ms, from the beginning of `work` until what it deferred is done. */
export async function cpuOf(page, work, settle = SETTLE) {
  const start = performance.now()
  const before = await page.cpu()
  await work()
  await pause(settle)
  return { cpu: (await page.cpu()) - before, wall: performance.now() - start }
}

/** The same, by trace: with all script in it, and the bursts between the page's marks. */
export async function spend(page, work, settle = SETTLE) {
  const { value, ...traced } = await traceWork(page, () => cpuOf(page, work, settle))
  return { ...value, ...traced }
}

/**
 * The same without what the page runs when nothing happens: that is a row of its own. An engine
 * learns, so a page that has such a pace is asked for it again after the work, and the mean counts.
 */
export async function busy(page, work, settle) {
  const spent = await spend(page, work, settle)
  const before = page.idle
  if (before.script > 0) page.idle = await idlePace(page, IDLE_SECONDS_AFTER)
  const pace = (before.script + page.idle.script) / 2
  return { ...spent, script: spent.script - pace * spent.wall }
}

/**
 * What a page uses when nothing happens, a ms: the median of some seconds. Of a mean, a batch sent
 * once would be made a pace, and taken out of every row.
 */
export async function idlePace(page, count) {
  const seconds = []
  for (let i = 0; i < count; i++) seconds.push(await spend(page, () => {}, 1_000))
  const pace = (key) =>
    quantile(
      seconds.map((one) => one[key] / one.wall),
      0.5,
    )
  return { cpu: pace('cpu'), script: pace('script') }
}
