import { deadSocket } from '../../helpers/faults.ts'
import type { Row, World } from '../row.ts'

export const RUNS = 5

/** Ends when all runs are on the device: the end of a run waits for that, and not for the collector. */
export const RUN_AGENTS = `(async () => {
  const { run } = await import('/casefile-agent.js')
  for (let number = 0; number < ${RUNS}; number += 1) {
    const chat = run().prompt('run ' + number)
    chat.toolCall('find').args({ number }).end()
    await chat.response('found').end()
  }
})()`

async function runOffline({ proxy, open }: World) {
  const tab = await open()
  await tab.flush()
  proxy.misbehave(deadSocket)
  await tab.log(0, 30)
  await tab.run(RUN_AGENTS)
  await tab.written(30)
  return tab
}

/** Agents run on the page, and what they did waits with what the page did. */
export const runRows: Row[] = [
  {
    name: 'runs of agents: dead socket, tab closed, reopened',
    expected: 30,
    runs: RUNS,
    isShort: true,
    async run(world) {
      const tab = await runOffline(world)
      await tab.close()
    },
  },
  {
    name: 'runs of agents: browser killed with SIGKILL, started again',
    expected: 30,
    runs: RUNS,
    needs: ['restart'],
    async run(world) {
      await runOffline(world)
      await world.engine.restartKilled!()
    },
  },
]
