import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { isLocked, lockFile } from './sqlite/database.ts'

/** Another collector works on the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError'
}

/** The collector may not write where its data is to be. */
export class FolderNotWritableError extends Error {
  override readonly name = 'FolderNotWritableError'
}

/**
 * Makes the folder where it is missing and locks it.
 *
 * Holds an exclusive lock of the operating system on `collector.lock` for as long as the process
 * lives. Unlike a file with a process id in it, it can never be stale: it ends with the process,
 * however that ends, and an id that was given out anew (1 in every container) does not matter.
 */
export function lockFolder(folder: string): () => void {
  const pidPath = join(folder, 'collector.pid')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, 'collector.lock'), '', { flag: 'a' })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new FolderNotWritableError(
      `${folder} cannot be written (${reason}). Let the collector's user write there, or choose another folder with --data.`,
      { cause },
    )
  }

  let unlock: () => void
  try {
    unlock = lockFile(join(folder, 'collector.lock'))
  } catch (cause) {
    throw new FolderInUseError(
      `${folder} is in use by another collector${describeOwner(pidPath)}. Stop it first, or choose another folder with --data.`,
      { cause },
    )
  }
  writeFileSync(pidPath, `${process.pid}\n`)
  return () => {
    rmSync(pidPath, { force: true })
    unlock()
  }
}

/** Whether a collector runs on the folder. */
export function isFolderInUse(folder: string): boolean {
  const path = join(folder, 'collector.lock')
  return existsSync(path) && isLocked(path)
}

function describeOwner(pidPath: string): string {
  try {
    return ` (process ${readFileSync(pidPath, 'utf8').trim()})`
  } catch {
    return ''
  }
}
