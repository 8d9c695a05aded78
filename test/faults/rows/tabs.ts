import { deadSocket, slowLine } from '../../helpers/faults.ts'
import type { Row, World } from '../row.ts'

/** Tabs that record at the same time; the one that is uploading is killed. */
async function killTheDraining({ proxy, open }: World, count: number): Promise<void> {
  const tabs = []
  for (let index = 0; index < count; index += 1) tabs.push(await open())
  await Promise.all(tabs.map((tab) => tab.flush()))

  proxy.misbehave(slowLine(500))
  const underWay = proxy.uploads(1)
  await Promise.all(tabs.map((tab, index) => tab.log(index * 150, 150)))
  await Promise.all(tabs.map((tab, index) => tab.written(index === 0 ? 150 : 0)))
  void tabs[0]!.flush().catch(() => {})
  await underWay
  await tabs[0]!.crash!()
  await Promise.all(tabs.slice(1).map((tab) => tab.flush()))
}

/** Many tabs of one origin, which share what waits on the device. */
export const tabRows: Row[] = [
  {
    name: 'two tabs, one killed while it drains',
    expected: 300,
    needs: ['crash'],
    run: (world) => killTheDraining(world, 2),
  },
  {
    name: 'five tabs, one killed while it drains',
    expected: 750,
    needs: ['crash'],
    run: (world) => killTheDraining(world, 5),
  },
  {
    name: 'five tabs at once',
    expected: 150,
    async run({ proxy, open }) {
      proxy.misbehave(deadSocket)
      const tabs = []
      for (let index = 0; index < 5; index += 1) tabs.push(await open())
      await Promise.all(tabs.map((tab, index) => tab.log(index * 30, 30)))
      proxy.misbehave()
      await Promise.all(tabs.map((tab) => tab.flush()))
    },
  },
]
