import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import type { Database } from './database.ts'
import { schemaOf } from './migrate.ts'

/** Upgrades that one may want to go back behind. */
const MOST_KEPT = 3

/**
 * Copies `meta.db` into `backups/` before it is brought up to date, since no version goes back.
 * Segments are not copied: they are far larger, and each is migrated in one transaction.
 */
export function keepFormer(
  db: Database,
  { folder, newestSchema }: { folder: string; newestSchema: number },
): void {
  const schema = schemaOf(db)
  if (schema === 0 || schema >= newestSchema) return

  const backups = join(folder, 'backups')
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, '')
  const path = join(backups, `meta-${schema}-${stamp}.db`)
  rmSync(`${path}.part`, { force: true })
  db.prepare('VACUUM INTO :path').run({ path: `${path}.part` })
  chmodSync(`${path}.part`, 0o600)
  renameSync(`${path}.part`, path)

  for (const name of oldestFirst(backups).slice(0, -MOST_KEPT)) rmSync(join(backups, name))
}

function oldestFirst(backups: string): string[] {
  const stampOf = (name: string) => name.split('-')[2] ?? ''
  return readdirSync(backups)
    .filter((name) => /^meta-\d+-\w+\.db$/.test(name))
    .sort((a, b) => (stampOf(a) < stampOf(b) ? -1 : 1))
}
