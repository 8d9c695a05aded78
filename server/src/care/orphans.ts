import { basename } from 'node:path'

import { blobPath, type DataFile } from '../storage/data-files.ts'

/** A blob is written before its row; one that is older than this will get none any more. */
const AGE = 60 * 60_000

/** Blobs that no row names and uploads that never ended, old enough to be nobody's. */
export function findOrphans(
  files: readonly DataFile[],
  named: ReadonlySet<string>,
  now: number,
): DataFile[] {
  return files.filter(
    ({ kind, path, changedAt }) =>
      changedAt < now - AGE &&
      (kind === 'unfinished-blob' || (kind === 'blob' && !named.has(basename(path)))),
  )
}

/** Names of blobs whose file is not there. */
export function findLostBlobs(files: readonly DataFile[], named: ReadonlySet<string>): string[] {
  const present = new Set(files.map(({ path }) => path))
  return [...named].filter((name) => !present.has(blobPath(name)))
}
