import type { Fault, UploadKind } from '../../helpers/fault-proxy.ts'
import {
  answering,
  deadSocket,
  duplicating,
  hanging,
  lostAnswer,
  reordering,
  withoutCors,
} from '../../helpers/faults.ts'
import type { Recorder, Row, World } from '../row.ts'

/** A page that has delivered something, and holds a replay worth keeping. */
async function openMarked({ open }: World): Promise<Recorder> {
  const tab = await open()
  await tab.flush()
  await tab.mark()
  return tab
}

/** A report while something is wrong; what becomes of the tab is the caller's. */
async function reportUnder(world: World, fault: Fault) {
  const tab = await openMarked(world)
  world.proxy.misbehave(fault)
  await tab.log(0, 30)
  return { tab, kept: await tab.report(0) }
}

/** The page goes on living, and gets it through when all is well again. */
const outlive = (fault: () => Fault) => async (world: World) => {
  const { tab } = await reportUnder(world, fault())
  world.proxy.misbehave()
  await tab.flush()
  await tab.close()
}

/** The page dies while the collector has not answered yet. */
const dieDuring = (kind: UploadKind, stored: boolean) => async (world: World) => {
  const tab = await openMarked(world)
  world.proxy.misbehave(hanging({ stored, kind }))
  const underWay = world.proxy.uploads(1, kind)
  await tab.log(0, 30)
  void tab.report(0).catch(() => {})
  await underWay
  await tab.crash!()
}

const report = { expected: 30, reports: 1 }

/** A person reports, with a replay, under the worst of the other rows. */
export const reportRows: Row[] = [
  {
    ...report,
    name: 'report: dead socket, tab closed, reopened',
    isShort: true,
    async run(world) {
      const { tab, kept } = await reportUnder(world, deadSocket)
      world.check(kept === 'device', 'The report is kept on the device')
      await tab.close()
    },
  },
  {
    ...report,
    name: 'report: dead from the start',
    async run(world) {
      world.proxy.misbehave(deadSocket)
      const tab = await world.open()
      await tab.mark()
      await tab.log(0, 30)
      world.check((await tab.report(0)) === 'device', 'The report is kept on the device')
      await tab.close()
    },
  },
  { ...report, name: 'report: 503', run: outlive(() => answering(503)) },
  { ...report, name: 'report: response lost after commit', run: outlive(() => lostAnswer) },
  { ...report, name: 'report: proxy duplicates requests', run: outlive(() => duplicating) },
  { ...report, name: 'report: proxy reorders requests', run: outlive(reordering) },
  {
    ...report,
    name: 'report: CORS refused after commit',
    run: outlive(() => withoutCors({ preflights: false })),
  },
  {
    ...report,
    name: 'report: renderer killed during the issue, before commit',
    needs: ['crash'],
    run: dieDuring('issues', false),
  },
  {
    ...report,
    name: 'report: renderer killed during the issue, after commit',
    needs: ['crash'],
    run: dieDuring('issues', true),
  },
  {
    ...report,
    name: 'report: renderer killed during the replay, after commit',
    needs: ['crash'],
    run: dieDuring('replay', true),
  },
  {
    ...report,
    name: 'report: browser killed with SIGKILL, started again',
    needs: ['restart'],
    async run(world) {
      await reportUnder(world, deadSocket)
      await world.engine.restartKilled!()
    },
  },
  {
    ...report,
    name: 'report: collector killed and restarted',
    async run(world) {
      const tab = await openMarked(world)
      const underWay = world.proxy.uploads(1, 'issues')
      await tab.log(0, 30)
      const reported = tab.report(0)
      await underWay
      await world.killCollector()
      await reported
      await world.restartCollector()
      await tab.flush()
    },
  },
  {
    ...report,
    name: 'report: five tabs deliver it at once',
    async run(world) {
      const tabs = []
      for (let index = 0; index < 4; index += 1) tabs.push(await world.open())
      const { tab } = await reportUnder(world, deadSocket)
      world.proxy.misbehave()
      await Promise.all([...tabs, tab].map((each) => each.flush()))
    },
  },
  {
    ...report,
    name: 'report: replay in pieces, one lost on the way',
    async run(world) {
      const { proxy, check } = world
      const tab = await world.open()
      await tab.flush()
      // More than the 5 MiB of a piece, less than what is recorded.
      await tab.mark(600_000)
      await tab.log(0, 30)
      proxy.misbehave(lostAnswer)
      const attempts = proxy.attempts.length
      await tab.report(0)
      proxy.misbehave()
      const underWay = proxy.uploads(2, 'replay')
      await tab.flush()
      await underWay
      const replays = proxy.attempts.slice(attempts).filter(({ path }) => path.endsWith('/replay'))
      const pieces = new Set(replays.map(({ idempotencyKey }) => idempotencyKey))
      check(pieces.size > 1, 'The replay has several pieces')
      await tab.close()
    },
  },
  {
    ...report,
    name: 'report: IndexedDB hanging',
    page: { before: 'indexedDB.open = () => ({})' },
    run: outlive(() => deadSocket),
  },
]
