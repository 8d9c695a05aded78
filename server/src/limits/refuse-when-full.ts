import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import type { DiskBudget } from './disk-budget.ts'

/** Seconds after which a client tries again; room is made by retention or by a person. */
const RETRY_AFTER = '60'

/** Ends taking in while the disk has no room; everything else goes on. */
export function refuseWhenFull(app: App, disk: DiskBudget): void {
  // Not earlier: who may not write at all is told that, and a page must be able to read the answer.
  app.addHook('preParsing', async (request) => {
    if (!request.routeOptions.config.intake) return
    const reason = disk.full()
    if (!reason) return
    throw new ApiError(
      'STORAGE_FULL',
      reason === 'min-free'
        ? 'The collector’s disk is nearly full, so it takes in nothing for now. Nothing was stored.'
        : 'The collector’s data has reached its limit, so it takes in nothing for now. Nothing was stored.',
      { 'retry-after': RETRY_AFTER },
    )
  })
}
