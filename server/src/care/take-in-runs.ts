import { setTimeout as wait } from 'node:timers/promises'

import { isFolderInUse } from '../storage/folder-lock.ts'
import { readRunDatabase } from '../storage/sqlite/open-run-database.ts'
import { waitingArrivals, type WaitingArrivals } from '../storage/sqlite/traces/arrivals.ts'
import { CareError } from './care-error.ts'
import { withStores } from './with-stores.ts'

/** A collector is behind by some seconds, not more. */
const PATIENCE = 20_000
const INTERVAL = 100

/** Has the parts of runs taken in that wait by now, so that they are found; also without a collector. */
export async function takeInRuns(folder: string): Promise<void> {
  const last = waitingIn(folder)?.last ?? 0
  for (let waited = 0; (waitingIn(folder)?.first ?? Infinity) <= last; waited += INTERVAL) {
    if (!isFolderInUse(folder)) await withStores(folder, async () => {})
    else if (waited >= PATIENCE) {
      throw new CareError('The collector is taking in runs of agents. Run the command again.')
    } else await wait(INTERVAL)
  }
}

function waitingIn(folder: string): WaitingArrivals | undefined {
  const db = readRunDatabase(folder)
  try {
    return waitingArrivals(db)
  } catch {
    // A damaged file, or one of an earlier version: what comes next says so, or brings it up to date.
    return undefined
  } finally {
    db.close()
  }
}
