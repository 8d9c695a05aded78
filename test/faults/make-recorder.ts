import type { Tab } from './engines/engine.ts'
import type { Recorder } from './row.ts'
import { until } from './until.ts'

/** So many marks must be in a replay. */
export const MARKS = 12

/**
 * One after the other: of changes in one task, only the last is recorded. With some chance in them:
 * what packs to less than a page ever does is refused by the collector as a bomb.
 */
const mark = (bytes: number) => `(async () => {
  const isRecorder = ({ name }) => name.includes('casefile-recorder')
  while (!performance.getEntriesByType('resource').some(isRecorder)) await later(100)
  await later(100)
  const chance = crypto.getRandomValues(new Uint8Array(${bytes} / 40)).join('')
  for (let number = 0; number < ${MARKS}; number += 1) {
    document.body.className = 'mark-' + number + '-' + chance + 'x'.repeat(${bytes})
    await later(20)
  }
  function later(delay) {
    return new Promise((resolve) => setTimeout(resolve, delay))
  }
})()`

/** A database that answers later does not answer. */
const PATIENCE = 5_000

/**
 * Counts what waits on the device: numbered entries, in segments and in batches, and reports. As NaN
 * where the database says nothing: nobody knows whether that is enough, or nothing.
 */
const COUNT_WRITTEN = `new Promise((resolve, reject) => {
  setTimeout(() => resolve({ entries: null, reports: null }), ${PATIENCE})
  const request = indexedDB.open('casefile')
  // Looking must not make a database where there is none.
  request.onupgradeneeded = () => request.transaction.abort()
  request.onerror = () => (request.error.name === 'AbortError' ? resolve({ entries: 0, reports: 0 }) : reject(request.error))
  request.onsuccess = () => {
    const database = request.result
    if (!database.objectStoreNames.contains('buffer')) {
      database.close()
      return resolve({ entries: 0, reports: 0 })
    }
    const buffer = database.transaction('buffer').objectStore('buffer')
    const keys = buffer.getAllKeys()
    const all = buffer.getAll()
    all.onsuccess = () => {
      database.close()
      const found = JSON.stringify(all.result).match(/"message":"[^"]*\\bentry \\d+"/g) ?? []
      // Neither the news of what became of it.
      const reports = keys.result.filter(([kind, , what]) => kind === 'report' && what !== 'settled')
      resolve({ entries: found.length, reports: reports.length })
    }
  }
})`

/** How many numbered entries wait on the device, and how many records of reports. */
export async function countWritten(tab: Tab): Promise<{ entries: number; reports: number }> {
  const counted = await tab.run<{ entries: number | null; reports: number | null }>(COUNT_WRITTEN)
  return { entries: counted.entries ?? NaN, reports: counted.reports ?? NaN }
}

export function makeRecorder(tab: Tab): Recorder {
  return {
    ...tab,
    log: (first, count) =>
      tab.run(`(() => {
        for (let number = ${first}; number < ${first + count}; number += 1) console.log('entry ' + number)
      })()`),
    flush: () => tab.run('Casefile.flush()'),
    mark: (bytes = 20_000) => tab.run(mark(bytes)),
    report: (number) =>
      tab.run(`Casefile.report({ description: 'report ${number}' }).then(({ stored }) => stored)`),
    waiting: async () => (await countWritten(tab)).entries,
    written: (count) => until(async () => (await countWritten(tab)).entries >= count),
  }
}
