import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { CareError } from '../care-error.ts'
import type { Progress } from '../progress.ts'
import { copyFileDurably } from './copy-file.ts'
import { MANIFEST, readManifest, type BackedUpFile, type Manifest } from './manifest.ts'

interface RestoreOptions {
  from: string
  /** A folder that does not exist yet, or an empty one. */
  data: string
  startProgress: (totalBytes: number) => Progress
}

/**
 * Makes a data folder of a backup. Everything is copied beside the new folder and checked against
 * its checksum first: the folder appears whole or not at all.
 */
export async function restoreFolder({
  from,
  data,
  startProgress,
}: RestoreOptions): Promise<Manifest> {
  const manifest = readManifest(from)
  if (!manifest) {
    throw new CareError(`--from ${from} holds no finished backup: there is no ${MANIFEST} in it.`)
  }
  if (existsSync(data) && readdirSync(data).length > 0) {
    throw new CareError(
      `--data ${data} is not empty. A backup is restored into a new folder; move the old one away first.`,
    )
  }

  const unfinished = `${data}.restoring-${process.pid}`
  await mkdir(dirname(data), { recursive: true })
  mkdirSync(unfinished, { mode: 0o700 })
  try {
    const progress = startProgress(manifest.files.reduce((total, { bytes }) => total + bytes, 0))
    for (const file of manifest.files) await restoreFile({ from, to: unfinished, file, progress })
    if (existsSync(data)) await rmdir(data)
    await rename(unfinished, data)
    return manifest
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

async function restoreFile(restored: {
  from: string
  to: string
  file: BackedUpFile
  progress: Progress
}): Promise<void> {
  const { from, to, file, progress } = restored
  const source = join(from, file.stored)
  if (!existsSync(source)) throw new CareError(`the backup is not whole: ${source} is missing.`)

  const { bytes, sha256 } = await copyFileDurably(source, join(to, file.path), progress.add)
  if (bytes !== file.bytes || sha256 !== file.sha256) {
    throw new CareError(
      `the backup is damaged: ${source} is not what was backed up (its checksum differs). Restore from another copy.`,
    )
  }
}
