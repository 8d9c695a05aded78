import { duplicating, reordering, slowLine, withoutCors } from '../../helpers/faults.ts'
import type { Row } from '../row.ts'

/** What is done to requests on their way. */
export const wayRows: Row[] = [
  {
    name: 'proxy duplicates requests',
    expected: 60,
    isShort: true,
    async run({ proxy, open }) {
      proxy.misbehave(duplicating)
      const tab = await open()
      await tab.log(0, 30)
      await tab.flush()
      await tab.log(30, 30)
      await tab.flush()
    },
  },
  {
    name: 'proxy reorders requests',
    expected: 60,
    async run({ proxy, open, stored }) {
      const tab = await open()
      await tab.flush()
      proxy.misbehave(reordering())
      await tab.log(0, 30)
      await tab.flush()
      await tab.log(30, 30)
      await tab.flush()
      await stored(60)
    },
  },
  {
    name: 'upload slower than capture',
    expected: 600,
    async run({ proxy, open, stored }) {
      const tab = await open()
      await tab.flush()
      proxy.misbehave(slowLine(1_000))
      // Below what the console may log a second, and far above what the line carries.
      await tab.run(`new Promise((resolve) => {
        let number = 0
        const timer = setInterval(() => {
          for (let left = 40; left > 0; left -= 1) console.log('entry ' + number++)
          if (number < 600) return
          clearInterval(timer)
          resolve()
        }, 250)
      })`)
      await stored(600)
    },
  },
  {
    name: 'CORS refused before sending',
    expected: 30,
    async run({ proxy, open }) {
      proxy.misbehave(withoutCors({ preflights: true }))
      const tab = await open()
      await tab.log(0, 30)
      await tab.flush()
    },
  },
  {
    name: 'CORS refused after commit',
    expected: 30,
    async run({ proxy, open }) {
      const tab = await open()
      await tab.flush()
      proxy.misbehave(withoutCors({ preflights: false }))
      await tab.log(0, 30)
      await tab.flush()
      await tab.flush()
    },
  },
]
