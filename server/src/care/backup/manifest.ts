import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { dataFileKind } from '../../storage/data-files.ts'
import { CareError } from '../care-error.ts'

/** What a backup holds. It is written last: a folder without it holds no finished backup. */
export interface Manifest {
  format: 1
  createdAt: string
  /** Of casefile-server, Node and SQLite. */
  versions: { server: string; node: string; sqlite: string }
  /** Id of the oldest project: backups of two collectors never go into one place. */
  identity: string
  files: BackedUpFile[]
}

export interface BackedUpFile {
  /** Within the data folder. */
  path: string
  /** Within the backup; differs from `path`, so that a later backup can stand beside this one. */
  stored: string
  bytes: number
  sha256: string
  /** What the original looked like. As long as it looks so, the copy is still good. */
  source?: string
}

export const MANIFEST = 'casefile-backup.json'

/** `undefined` when there is no finished backup. Throws `CareError` for one that makes no sense. */
export function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, MANIFEST)
  if (!existsSync(path)) return undefined
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
    if (manifest.format === 1 && manifest.files.every(isPlausible)) return manifest
  } catch {
    // Said below.
  }
  throw new CareError(
    `${path} is not a manifest that this version of casefile-server can read. Use the version that made the backup, or another copy of it.`,
  )
}

/** A path out of the folder, or to a file that is none of ours, is no path of ours. */
function isPlausible({ path, stored, bytes, sha256 }: BackedUpFile): boolean {
  return (
    RESTORED.has(dataFileKind(path)) &&
    !/(^|\/)\.\.(\/|$)|^\/|\\/.test(stored) &&
    Number.isSafeInteger(bytes) &&
    /^[0-9a-f]{64}$/.test(sha256)
  )
}

const RESTORED = new Set(['meta', 'segment', 'runs', 'blob', 'dev-keys'])
