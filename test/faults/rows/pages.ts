import { deadSocket } from '../../helpers/faults.ts'
import type { Row, World } from '../row.ts'

/** The page's clock, as it goes when somebody sets the system's. */
const MOVABLE_CLOCK = `{
  const now = Date.now
  window.moveClock = 0
  Date.now = () => now() + window.moveClock
}`

const HOURS = 60 * 60_000

async function moveClock({ proxy, open, check }: World, by: number): Promise<void> {
  const tab = await open()
  await tab.flush()
  proxy.misbehave(deadSocket)
  await tab.log(0, 30)
  await tab.written(30)
  const before = await tab.run<string>('Casefile.sessionId()')
  await tab.run(`void (window.moveClock = ${by})`)
  await tab.log(30, 30)
  await tab.written(60)
  const after = await tab.run<string>('Casefile.sessionId()')
  check(by > 0 || before === after, 'A clock that is set back begins no new session')
  await tab.flush()
  proxy.misbehave()
  await tab.flush()
  await tab.close()
}

/** Ways of pages and of time. */
export const pageRows: Row[] = [
  {
    name: 'clock jumps two hours ahead',
    expected: 60,
    page: { before: MOVABLE_CLOCK },
    run: (world) => moveClock(world, 2 * HOURS),
  },
  {
    name: 'clock jumps two hours back',
    expected: 60,
    page: { before: MOVABLE_CLOCK },
    run: (world) => moveClock(world, -2 * HOURS),
  },
  {
    name: 'back/forward cache',
    expected: 60,
    page: {
      after: `{
        const log = (first) => {
          for (let number = first; number < first + 30; number += 1) console.log('entry ' + number)
        }
        addEventListener('pageshow', ({ persisted }) => {
          if (performance.getEntriesByType('navigation')[0].type === 'back_forward' && !persisted) {
            new Image().src = '/told/loaded'
          }
          if (!persisted) return
          log(30)
          void Casefile.flush().then(() => (new Image().src = '/told/restored'))
        })
        window.leave = () => {
          log(0)
          // After this task, so that it is answered.
          setTimeout(() => (location.href = '/?back'))
        }
        if (location.search === '?back') onload = () => setTimeout(() => history.back())
      }`,
    },
    async run({ open, told, check }) {
      const tab = await open()
      await tab.flush()
      const restored = told('restored').then(() => true)
      const loaded = told('loaded').then(() => false)
      await tab.run('leave()')
      check(await Promise.race([restored, loaded]), 'The page comes back from the cache')
    },
  },
  {
    name: 'navigation storm: 20 loads in 5 s',
    expected: 100,
    page: {
      after: `{
        const load = Number(new URLSearchParams(location.search).get('load') ?? NaN)
        if (load < 20) {
          for (let number = 0; number < 5; number += 1) console.log('entry ' + (load * 5 + number))
          setTimeout(() => (location.href = '/?load=' + (load + 1)), 200)
        } else if (load === 20) new Image().src = '/told/over'
      }`,
    },
    async run({ open, told }) {
      const tab = await open()
      const over = told('over')
      await tab.run(`void setTimeout(() => (location.href = '/?load=0'))`)
      await over
    },
  },
  {
    name: 'page left while its database is made',
    expected: 30,
    isShort: true,
    page: { after: `if (location.search === '?left') new Image().src = '/told/left'` },
    async run({ engine, origin, open, told, stored, check }) {
      // A page of the origin without Casefile. The database that it holds has to go before the next
      // page's is made, and goes when that page has been left.
      const holder = await engine.open(`${origin}/casefile.js`)
      await holder.run(`new Promise((resolve) => {
        indexedDB.open('casefile').onsuccess = ({ target }) => {
          window.held = target.result
          indexedDB.deleteDatabase('casefile').onblocked = () => resolve()
        }
      })`)
      const tab = await open()
      await tab.log(0, 30)
      const left = told('left')
      await tab.run(`void setTimeout(() => (location.href = '/?left'))`)
      await left
      await holder.run('held.close()')
      check(!Number.isNaN(await tab.waiting()), 'The database opens for the next page')
      await tab.flush()
      await stored(30)
    },
  },
]
