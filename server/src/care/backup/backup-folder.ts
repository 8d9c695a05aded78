import { existsSync, readdirSync, statSync } from 'node:fs'
import { chmod, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'

import {
  blobPath,
  listDataFiles,
  type DataFile,
  type DataFileKind,
} from '../../storage/data-files.ts'
import { copyDatabase, openReadOnly, sqliteVersion } from '../../storage/sqlite/database.ts'
import { namedBlobs } from '../../storage/sqlite/named-blobs.ts'
import { VERSION } from '../../version.ts'
import { CareError } from '../care-error.ts'
import { lockCare } from '../lock-care.ts'
import type { Progress } from '../progress.ts'
import { copyFileDurably, digestOf } from './copy-file.ts'
import { MANIFEST, readManifest, type BackedUpFile, type Manifest } from './manifest.ts'

export interface BackupResult {
  files: number
  bytes: number
  /** What had to be copied; the rest was there from the backup before. */
  copiedFiles: number
  copiedBytes: number
}

interface BackupOptions {
  folder: string
  to: string
  now: number
  startProgress: (totalBytes: number) => Progress
}

/** Says that a backup began and did not end; the one that the manifest names stays whole. */
const UNFINISHED = 'casefile-backup.unfinished'
const COPIED: ReadonlySet<DataFileKind> = new Set(['meta', 'segment', 'runs', 'blob', 'dev-keys'])
/** Enough to keep a disk busy that makes each file wait for the one before. */
const COPIED_AT_ONCE = 8

/**
 * Copies all that a folder holds, beside a running collector. First `meta.db`, then the segments,
 * then the blobs that its rows name: what came meanwhile may be in the copy, what a row of the copy
 * needs is. What has not changed since the backup before is not copied again.
 */
export async function backUpFolder(options: BackupOptions): Promise<BackupResult> {
  const { folder, to } = options
  if (!existsSync(join(folder, 'meta.db'))) {
    throw new CareError(`--data ${folder} holds no collector's data.`)
  }
  if (!relative(resolve(folder), resolve(to)).startsWith('..')) {
    throw new CareError(`--to ${to} lies in the data folder itself. Choose a place outside of it.`)
  }
  const unlock = lockCare(folder)
  try {
    return await backUp(options)
  } finally {
    unlock()
  }
}

async function backUp({ folder, to, now, startProgress }: BackupOptions): Promise<BackupResult> {
  const former = await openPlace(to)
  const stamp = new Date(now).toISOString().replaceAll(/[-:.]/g, '')
  const place = { folder, to, stamp, former: new Map(former?.files.map((f) => [f.path, f])) }

  const present = await listDataFiles(folder)
  const progress = startProgress(sum(present.filter(({ kind }) => COPIED.has(kind))))

  const meta = await copyOneDatabase(place, 'meta.db', progress)
  const { identity, blobs } = readCopy(join(to, meta.stored))
  if (former && former.identity !== identity) {
    await rm(join(to, meta.stored))
    throw new CareError(`--to ${to} holds the backup of another collector. Choose another place.`)
  }

  const copied: BackedUpFile[] = [meta]
  const kept: BackedUpFile[] = []
  const take = async (file: DataFile, copy: () => Promise<BackedUpFile | undefined>) => {
    const before = place.former.get(file.path)
    // Before the copy: what is written while it is made must make the next backup copy again.
    const source = sourceOf(folder, file)
    const isSame = before && before.source === source && isThere(to, before)
    const taken = isSame ? undefined : await copy()
    if (taken) copied.push({ ...taken, source })
    else if (isSame) kept.push(before)
    if (isSame) progress.add(file.bytes)
  }

  // Looked for again: what the copy's rows name may have come after the first look.
  const wanted = await listDataFiles(folder)
  for (const file of wanted.filter(({ kind }) => kind === 'segment' || kind === 'runs')) {
    await take(file, () => copyOneDatabase(place, file.path, progress))
  }
  const plain = wanted.filter(
    ({ kind, path }) => kind === 'dev-keys' || (kind === 'blob' && blobs.has(path)),
  )
  await inParallel(plain, (file) => take(file, () => copyPlain(place, file, progress)))

  const files = [...copied, ...kept]
  await writeManifest(to, {
    format: 1,
    createdAt: new Date(now).toISOString(),
    versions: { server: VERSION, node: process.versions.node, sqlite: sqliteVersion() },
    identity,
    files,
  })
  await removeUnnamed(to, files)
  await rm(join(to, UNFINISHED), { force: true })
  return {
    files: files.length,
    bytes: sum(files),
    copiedFiles: copied.length,
    copiedBytes: sum(copied),
  }
}

async function openPlace(to: string): Promise<Manifest | undefined> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  const former = readManifest(to)
  const names = readdirSync(to)
  if (!former && names.length > 0 && !names.includes(UNFINISHED)) {
    throw new CareError(`--to ${to} holds something that is no backup. Choose an empty folder.`)
  }
  await writeFile(join(to, UNFINISHED), '')
  return former
}

interface Place {
  folder: string
  to: string
  stamp: string
}

async function copyOneDatabase(
  { folder, to, stamp }: Place,
  path: string,
  progress: Progress,
): Promise<BackedUpFile> {
  const stored = `${path.replace(/\.db$/, '')}-${stamp}.db`
  const target = join(to, stored)
  const bytes = statSync(join(folder, path)).size
  let told = 0
  await copyDatabase(join(folder, path), target, (share) => {
    progress.add(share * bytes - told)
    told = share * bytes
  })
  progress.add(bytes - told)
  await chmod(target, 0o600)
  return { path, stored, ...(await digestOf(target)) }
}

async function copyPlain(
  { folder, to, stamp }: Place,
  { path, kind }: DataFile,
  progress: Progress,
): Promise<BackedUpFile | undefined> {
  // A blob never changes, so that an unfinished copy of it is simply written again.
  const stored = kind === 'blob' ? path : `${path}-${stamp}`
  try {
    const digest = await copyFileDurably(join(folder, path), join(to, stored), progress.add)
    return { path, stored, ...digest }
  } catch (error) {
    // Removed since it was listed: by then its row had gone.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function readCopy(path: string): { identity: string; blobs: Set<string> } {
  const db = openReadOnly(path, { undisturbed: true })
  try {
    const oldest = db
      .prepare<{ id: string }>('SELECT project_id AS id FROM projects ORDER BY created_at, rowid')
      .get()
    return { identity: oldest?.id ?? '', blobs: new Set(namedBlobs(db).map(blobPath)) }
  } finally {
    db.close()
  }
}

/** Commits go to the file beside the database first, so its looks count too. */
function sourceOf(folder: string, { path, bytes, changedAt, kind }: DataFile): string {
  const wal = join(folder, `${path}-wal`)
  const beside = kind !== 'blob' ? statSync(wal, { throwIfNoEntry: false }) : undefined
  // An empty one comes and goes with whoever reads.
  return [bytes, changedAt, ...(beside?.size ? [beside.size, beside.mtimeMs] : [])].join(' ')
}

function isThere(to: string, { stored, bytes }: BackedUpFile): boolean {
  return statSync(join(to, stored), { throwIfNoEntry: false })?.size === bytes
}

async function writeManifest(to: string, manifest: Manifest): Promise<void> {
  const path = join(to, MANIFEST)
  const file = await open(`${path}.part`, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(manifest, undefined, 1)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}

const OURS = /^(meta|runs|events-\d{8})-\d{8}T\d+Z\.db|^dev-keys\.json-|^blobs\//

/** What only the backup before named, or one that was interrupted. */
async function removeUnnamed(to: string, files: readonly BackedUpFile[]): Promise<void> {
  const named = new Set([MANIFEST, UNFINISHED, ...files.map(({ stored }) => stored)])
  for (const { path } of await listDataFiles(to)) {
    if (OURS.test(path) && !named.has(path)) await rm(join(to, path), { force: true })
  }
}

async function inParallel<Item>(items: Item[], work: (item: Item) => Promise<void>) {
  const waiting = items.values()
  await Promise.all(
    Array.from({ length: COPIED_AT_ONCE }, async () => {
      for (const item of waiting) await work(item)
    }),
  )
}

function sum(files: readonly { bytes: number }[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0)
}
