import { deadSocket } from '../../helpers/faults.ts'
import type { Recorder, Row, World } from '../row.ts'
import { RUN_AGENTS, RUNS } from './runs.ts'

/** A page that is cut off after its first delivery, and has a report waiting. */
async function reportOffline({ proxy, open, check }: World): Promise<Recorder> {
  const tab = await open()
  await tab.flush()
  await tab.mark()
  proxy.misbehave(deadSocket)
  await tab.log(0, 30)
  check((await tab.report(0)) === 'device', 'The report is kept on the device')
  return tab
}

/** Pages of the new key record 30 more; what waits comes with them, in the session it is of. */
async function deliverWith(pages: number, { rotateKey, open, proxy, stored, check }: World) {
  await rotateKey('7d')
  const tabs: Recorder[] = []
  for (let index = 0; index < pages; index += 1) tabs.push(await open())
  await tabs[0]!.log(100, 30)
  proxy.misbehave()
  await Promise.all(tabs.map((tab) => tab.flush()))
  await stored(60)
  check(proxy.sessions.size <= 1 + pages, 'What waited went to the session it is of')
}

/** A team makes a new capture key while something waits under the one before. */
export const keyRows: Row[] = [
  {
    name: 'key rotated: report and runs wait under the former one',
    expected: 60,
    reports: 1,
    runs: RUNS,
    isShort: true,
    async run(world) {
      const tab = await reportOffline(world)
      await tab.run(RUN_AGENTS)
      await tab.close()
      await deliverWith(1, world)
    },
  },
  {
    name: 'key rotated: renderer killed under the former one',
    expected: 90,
    reports: 1,
    needs: ['crash'],
    async run(world) {
      const tab = await reportOffline(world)
      // Nobody makes a batch of these any more.
      await tab.log(30, 30)
      await tab.written(60)
      await tab.crash!()
      await deliverWith(1, world)
    },
  },
  {
    name: 'key rotated: five tabs find what the former one left',
    expected: 60,
    reports: 1,
    async run(world) {
      const tab = await reportOffline(world)
      await tab.close()
      await deliverWith(5, world)
    },
  },
]
