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
  return files.filter((file) => isOldBlob(file, now) && !named.has(basename(file.path)))
}

/** A finished or unfinished blob that is old enough to have its row, if it ever gets one. */
export function isOldBlob({ kind, changedAt }: DataFile, now: number): boolean {
  return (kind === 'blob' || kind === 'unfinished-blob') && changedAt < now - AGE
}

/** Names of blobs whose file is not there. */
export function findLostBlobs(files: readonly DataFile[], named: ReadonlySet<string>): string[] {
  const present = new Set(files.map(({ path }) => path))
  return [...named].filter((name) => !present.has(blobPath(name)))
}
