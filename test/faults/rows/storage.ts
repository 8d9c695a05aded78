import { deadSocket } from '../../helpers/faults.ts'
import type { Row, World } from '../row.ts'

const REFUSED = `indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }`
const NEVER_ANSWERING = `indexedDB.open = () => ({})`

/** The page stores what it can, until not even a little goes in. */
const FILL_UP = `(async () => {
  const opening = indexedDB.open('of-the-page')
  opening.onupgradeneeded = () => opening.result.createObjectStore('all', { autoIncrement: true })
  await new Promise((resolve) => (opening.onsuccess = resolve))
  const put = (size) =>
    new Promise((resolve) => {
      const transaction = opening.result.transaction('all', 'readwrite')
      transaction.objectStore('all').add(crypto.getRandomValues(new Uint8Array(size)))
      transaction.oncomplete = () => resolve(true)
      transaction.onabort = () => resolve(false)
    })
  for (let size = 65_536; size >= 64; size /= 2) while (await put(size));
})()`

/** Recorded while the collector is away; it comes back while the tab lives. */
async function outlive({ proxy, open, stored }: World): Promise<void> {
  proxy.misbehave(deadSocket)
  const tab = await open()
  await tab.log(0, 30)
  await tab.flush()
  proxy.misbehave()
  await tab.flush()
  await stored(30)
}

/** The device keeps nothing, or not enough. */
export const storageRows: Row[] = [
  {
    name: 'IndexedDB refused',
    expected: 30,
    page: { before: REFUSED },
    run: outlive,
  },
  { name: 'IndexedDB hanging', expected: 30, page: { before: NEVER_ANSWERING }, run: outlive },
  {
    name: 'IndexedDB refused, and the tab closed',
    expected: 30,
    physics: { atMost: 30, why: 'no storage, and nobody left to remember' },
    page: { before: REFUSED },
    async run({ proxy, open }) {
      proxy.misbehave(deadSocket)
      const tab = await open()
      await tab.log(0, 30)
      await tab.flush()
      await tab.close()
    },
  },
  {
    name: 'IndexedDB deleted by the page',
    expected: 60,
    physics: { atMost: 30, why: 'the page deleted what lay there' },
    async run({ proxy, open }) {
      const tab = await open()
      await tab.flush()
      proxy.misbehave(deadSocket)
      await tab.log(0, 30)
      await tab.written(30)
      await tab.run(`new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('casefile')
        request.onsuccess = () => resolve()
        request.onerror = request.onblocked = () => reject(new Error('not deleted'))
      })`)
      await tab.log(30, 30)
      await tab.written(30)
      await tab.close()
    },
  },
  {
    name: 'quota exceeded',
    expected: 30,
    needs: ['limit storage'],
    async run({ proxy, engine, origin, open, stored, check }) {
      await engine.limitStorage!(origin, 1_000_000)
      const tab = await open()
      await tab.flush()
      proxy.misbehave(deadSocket)
      await tab.run(FILL_UP)
      await tab.log(0, 30)
      await tab.flush()
      check((await tab.waiting()) === 0, 'The device takes nothing any more')
      proxy.misbehave()
      await tab.flush()
      await stored(30)
    },
  },
  {
    name: '10,000 entries written offline',
    expected: 10_000,
    async run({ proxy, open }) {
      const tab = await open()
      await tab.flush()
      proxy.misbehave(deadSocket)
      // What an app hands over is not throttled, as the console is; timers of hidden tabs are.
      await tab.run(`(async () => {
        const { port1, port2 } = new MessageChannel()
        const nextTask = () => new Promise((resolve) => {
          port1.onmessage = resolve
          port2.postMessage(0)
        })
        for (let number = 0; number < 10_000; number += 1) {
          Casefile.captureException('entry ' + number)
          if (number % 200 === 0) await nextTask()
        }
      })()`)
      await tab.written(10_000)
      await tab.close()
    },
  },
]
