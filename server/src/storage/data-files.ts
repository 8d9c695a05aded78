import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/**
 * `journal` is what SQLite keeps beside a database; `set-aside` a database that could not be read
 * and was put out of the way; `former-meta` the copy of `meta.db` taken before a migration.
 */
export type DataFileKind =
  | 'meta'
  | 'runs'
  | 'segment'
  | 'set-aside'
  | 'blob'
  | 'unfinished-blob'
  | 'dev-keys'
  | 'former-meta'
  | 'journal'
  | 'lock'
  | 'foreign'

export interface DataFile {
  /** Within the folder, with `/` between the parts. */
  path: string
  kind: DataFileKind
  bytes: number
  /** When it was last written to. */
  changedAt: number
}

const KINDS: readonly [RegExp, DataFileKind][] = [
  [/^meta\.db$/, 'meta'],
  [/^runs\.db$/, 'runs'],
  [/^events-\d{8}\.db$/, 'segment'],
  [/^(events-\d{8}|runs)\.corrupt-\d+\.db(-wal|-shm)?$/, 'set-aside'],
  [/^blobs\/..\/[\w-]+$/, 'blob'],
  [/^blobs\/..\/[\w-]+\.part$/, 'unfinished-blob'],
  [/^dev-keys\.json$/, 'dev-keys'],
  [/^backups\/meta-[\w-]+\.db$/, 'former-meta'],
  [/\.db-(wal|shm|journal)$/, 'journal'],
  [/^(collector|care)\.lock(-journal)?$|^collector\.pid$/, 'lock'],
]

/** What a file of a data folder is, by its path within the folder. */
export function dataFileKind(path: string): DataFileKind {
  return KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? 'foreign'
}

/** Every file of a data folder. Files that go while it looks are left out. */
export async function listDataFiles(folder: string): Promise<DataFile[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files: DataFile[] = []
  for (const entry of found) {
    if (!entry.isFile()) continue
    const absolute = join(entry.parentPath, entry.name)
    const facts = await stat(absolute).catch(() => undefined)
    if (!facts) continue
    const path = relative(folder, absolute).split(sep).join('/')
    files.push({
      path,
      kind: dataFileKind(path),
      bytes: facts.size,
      changedAt: facts.mtimeMs,
    })
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Where the blob of that name is, within the folder. */
export function blobPath(name: string): string {
  return `blobs/${name.slice(0, 2)}/${name}`
}
