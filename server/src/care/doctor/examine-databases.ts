import { join } from 'node:path'

import type { DataFile } from '../../storage/data-files.ts'
import { openReadOnly, type Database } from '../../storage/sqlite/database.ts'
import { META_MIGRATIONS } from '../../storage/sqlite/meta-migrations/index.ts'
import { schemaOf, type Migration } from '../../storage/sqlite/migrate.ts'
import { RUN_MIGRATIONS } from '../../storage/sqlite/run-migrations/index.ts'
import { SEGMENT_MIGRATIONS } from '../../storage/sqlite/segment-migrations/index.ts'
import type { Progress } from '../progress.ts'
import { attention, broken, ok, type Finding, type Patient } from './finding.ts'

/** The kinds of files that are databases. */
const MIGRATIONS: { [Kind in DataFile['kind']]?: readonly Migration[] } = {
  meta: META_MIGRATIONS,
  segment: SEGMENT_MIGRATIONS,
  runs: RUN_MIGRATIONS,
}

/** Whether each database can be read, is whole, and is of a version that this one knows. */
export function examineDatabases(
  patient: Patient,
  files: readonly DataFile[],
  progress: Progress,
): Finding[] {
  const databases = files.filter(({ kind }) => kind in MIGRATIONS)
  const findings = databases.flatMap((file) => {
    const found = examineDatabase(patient, file)
    progress.add(file.bytes)
    return found
  })
  const setAside = files.filter(({ kind, path }) => kind === 'set-aside' && path.endsWith('.db'))
  for (const { path } of setAside) {
    const content = path.startsWith('runs.')
      ? 'the runs of agents from before are in it'
      : 'what came that day before is in it'
    findings.push(
      attention(
        'databases',
        `${path} could not be read and was set aside; ${content}`,
        `Try to save it with: sqlite3 ${path} .recover. Remove it when it is no longer needed.`,
      ),
    )
  }
  return findings.length > 0
    ? findings
    : [ok('databases', `${databases.length} databases are whole and of a known version`)]
}

/** Findings that are not all well; none is good. */
function examineDatabase({ folder, isRunning }: Patient, { path, kind }: DataFile): Finding[] {
  try {
    const db = openReadOnly(join(folder, path), { undisturbed: !isRunning })
    try {
      return [...examineVersion(db, path, kind), ...examineWhole(db, path)]
    } finally {
      db.close()
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [broken('databases', `${path} cannot be read: ${reason}`, RESTORE)]
  }
}

const RESTORE = 'Stop the collector and restore the newest backup into a new folder.'

function examineVersion(db: Database, path: string, kind: DataFile['kind']): Finding[] {
  const known = MIGRATIONS[kind]?.length ?? 0
  const schema = schemaOf(db)
  if (schema <= known) return []
  return [
    broken(
      'databases',
      `${path} was written by a newer version (schema ${schema}; this one knows ${known})`,
      'Use that version of casefile-server.',
    ),
  ]
}

function examineWhole(db: Database, path: string): Finding[] {
  const faults = db
    .prepare<{ quick_check: string }>('PRAGMA quick_check(3)')
    .all()
    .map((row) => row.quick_check)
  if (faults.length === 1 && faults[0] === 'ok') return []
  return [broken('databases', `${path} is damaged: ${faults.join('; ')}`, RESTORE)]
}
