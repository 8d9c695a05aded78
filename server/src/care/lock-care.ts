import { join } from 'node:path'

import { lockFile } from '../storage/sqlite/database.ts'
import { CareError } from './care-error.ts'

/**
 * Held by whatever removes from a folder or copies all of it, so that a backup never names what
 * retention removes meanwhile. The collector holds another lock: care works beside it.
 */
export function lockCare(folder: string): () => void {
  const unlock = tryLockCare(folder)
  if (unlock) return unlock
  throw new CareError(
    `${folder} is being backed up, cleaned or erased from by another process. Try again when it is done.`,
  )
}

/** `undefined` when another process holds it. */
export function tryLockCare(folder: string): (() => void) | undefined {
  try {
    return lockFile(join(folder, 'care.lock'))
  } catch (error) {
    if (error instanceof Error && /locked/.test(error.message)) return undefined
    throw error
  }
}
