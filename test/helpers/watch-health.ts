import { setTimeout as wait } from 'node:timers/promises'

import { sendRequest } from './http-request.ts'

/** Often enough to meet a stall of a few milliseconds, rare enough to be no load. */
const PAUSE = 5

/** How many milliseconds each of so many answers of `/health` takes, the longest last. */
export async function timeHealth(url: string, count: number): Promise<number[]> {
  const times: number[] = []
  while (times.length < count) times.push(await ask(url))
  return times.sort((a, b) => a - b)
}

/** The same until it is stopped, beside whatever else is going on. */
export function watchHealth(url: string): { stop(): Promise<number[]> } {
  let isStopped = false
  const times: number[] = []

  const asking = (async () => {
    while (!isStopped) {
      times.push(await ask(url))
      await wait(PAUSE)
    }
  })()
  // Told by `stop`; until then nobody listens.
  asking.catch(() => {})

  return {
    async stop() {
      isStopped = true
      await asking
      return times.sort((a, b) => a - b)
    },
  }
}

async function ask(url: string): Promise<number> {
  const start = performance.now()
  const { status } = await sendRequest(`${url}/health`)
  if (status !== 200) throw new Error(`/health answered ${status}`)
  return performance.now() - start
}
