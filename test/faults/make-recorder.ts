import type { Tab } from './engines/engine.ts'
import type { Recorder } from './row.ts'
import { until } from './until.ts'

/** Counts the numbered entries on the device, in segments and in batches. */
const COUNT_WRITTEN = `new Promise((resolve, reject) => {
  const request = indexedDB.open('casefile')
  // Looking must not make a database where there is none.
  request.onupgradeneeded = () => request.transaction.abort()
  request.onerror = () => (request.error.name === 'AbortError' ? resolve(0) : reject(request.error))
  request.onsuccess = () => {
    const database = request.result
    if (!database.objectStoreNames.contains('buffer')) return database.close(), resolve(0)
    const all = database.transaction('buffer').objectStore('buffer').getAll()
    all.onsuccess = () => {
      database.close()
      resolve((JSON.stringify(all.result).match(/"message":"[^"]*\\bentry \\d+"/g) ?? []).length)
    }
  }
})`

/** How many numbered entries wait on the device. */
export const countWritten = (tab: Tab): Promise<number> => tab.run<number>(COUNT_WRITTEN)

export function makeRecorder(tab: Tab): Recorder {
  return {
    ...tab,
    log: (first, count) =>
      tab.run(`(() => {
        for (let number = ${first}; number < ${first + count}; number += 1) console.log('entry ' + number)
      })()`),
    flush: () => tab.run('Casefile.flush()'),
    waiting: () => countWritten(tab),
    written: (count) => until(async () => (await countWritten(tab)) >= count),
  }
}
