import { deadSocket, hanging } from '../../helpers/faults.ts'
import type { Row, World } from '../row.ts'

/** Records in one task that says when it has done so and never ends: what has to wait, waits for ever. */
const recordAndHang = (record: string) => `(() => {
  for (let number = 0; number < 30; number += 1) ${record}
  const request = new XMLHttpRequest()
  request.open('GET', '/told/recorded', false)
  request.send()
  for (;;);
})()`

/** The page dies in the very task in which it has recorded. */
async function crashAfter({ open, told }: World, record: string): Promise<void> {
  const tab = await open()
  await tab.flush()
  const recorded = told('recorded')
  void tab.run(recordAndHang(record)).catch(() => {})
  await recorded
  await tab.crash!()
}

async function crashDuringUpload(world: World, { stored }: { stored: boolean }): Promise<void> {
  const { proxy, open } = world
  const tab = await open()
  await tab.flush()
  proxy.misbehave(hanging({ stored }))
  const underWay = proxy.uploads(1)
  await tab.log(0, 30)
  void tab.flush().catch(() => {})
  await underWay
  await tab.crash!()
}

/** Processes that end without a word. */
export const crashRows: Row[] = [
  {
    name: 'renderer killed right after 30 errors',
    expected: 30,
    needs: ['crash'],
    run: (world) => crashAfter(world, `reportError(new Error('entry ' + number))`),
  },
  {
    name: 'renderer killed right after 30 logs',
    expected: 30,
    physics: { atMost: 30, why: 'logs younger than 250 ms are in memory only' },
    needs: ['crash'],
    run: (world) => crashAfter(world, `console.log('entry ' + number)`),
  },
  {
    name: 'renderer killed during a flush, before commit',
    expected: 30,
    needs: ['crash'],
    run: (world) => crashDuringUpload(world, { stored: false }),
  },
  {
    name: 'renderer killed during a flush, after commit',
    expected: 30,
    isShort: true,
    needs: ['crash'],
    run: (world) => crashDuringUpload(world, { stored: true }),
  },
  {
    name: 'browser killed with SIGKILL, started again',
    expected: 30,
    needs: ['restart'],
    async run({ proxy, engine, open }) {
      const tab = await open()
      await tab.flush()
      proxy.misbehave(deadSocket)
      await tab.log(0, 30)
      await tab.written(30)
      await engine.restartKilled!()
    },
  },
  {
    name: 'browser killed during a flush, started again',
    expected: 30,
    needs: ['restart'],
    async run({ proxy, engine, open }) {
      const tab = await open()
      await tab.flush()
      proxy.misbehave(hanging({ stored: true }))
      const underWay = proxy.uploads(1)
      await tab.log(0, 30)
      void tab.flush().catch(() => {})
      await underWay
      await engine.restartKilled!()
    },
  },
  {
    name: 'collector killed and restarted',
    expected: 60,
    async run({ proxy, open, stored, killCollector, restartCollector }) {
      const tab = await open()
      await tab.flush()
      const underWay = proxy.uploads(1)
      await tab.log(0, 30)
      const flushed = tab.flush()
      await underWay
      await killCollector()
      await flushed
      await tab.log(30, 30)
      await tab.flush()
      await restartCollector()
      await stored(60)
    },
  },
]
