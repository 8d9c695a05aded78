import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import { findStaticFolders, missingBuilds } from '../../static/packages.ts'
import { isFolderInUse } from '../../storage/folder-lock.ts'
import { listDataFiles } from '../../storage/data-files.ts'
import { openReadOnly, sqliteVersion } from '../../storage/sqlite/database.ts'
import { namedBlobs } from '../../storage/sqlite/named-blobs.ts'
import { VERSION } from '../../version.ts'
import { lockCare } from '../lock-care.ts'
import { findOrphans } from '../orphans.ts'
import { progressOnStderr } from '../progress.ts'
import { examineContent } from './examine-content.ts'
import { examineDatabases } from './examine-databases.ts'
import { examineDisk, examinePermissions, examineSync } from './examine-place.ts'
import { examineRuns } from './examine-runs.ts'
import { attention, broken, ok, type Finding, type Patient } from './finding.ts'

/** Looks a data folder over. Changes nothing in it; it may belong to a running collector. */
export async function examineFolder({
  folder,
  now,
}: {
  folder: string
  now: number
}): Promise<Finding[]> {
  const versions = ok(
    'versions',
    `casefile-server ${VERSION}, Node ${process.versions.node}, SQLite ${sqliteVersion()}`,
  )
  if (!existsSync(join(folder, 'meta.db'))) {
    const advice = 'Name the folder with --data, or start a collector there first.'
    return [versions, broken('folder', `${folder} holds no collector's data`, advice)]
  }

  const patient: Patient = { folder, now, isRunning: isFolderInUse(folder) }
  const files = await listDataFiles(folder)
  const totalBytes = files.reduce((total, { bytes }) => total + bytes, 0)
  const databases = examineDatabases(patient, files, progressOnStderr('doctor', totalBytes))
  const canRead = (name: string) =>
    files.some(({ path }) => path === name) &&
    !databases.some(({ status, message }) => status === 'broken' && message.startsWith(name))
  return [
    versions,
    ok('collector', patient.isRunning ? 'one runs on this folder' : 'none runs on this folder'),
    ...examinePermissions(patient, files),
    ...examineDisk(patient),
    ...(await examineSync(patient)),
    ...databases,
    ...(canRead('meta.db') ? await examineContent(patient) : []),
    ...(canRead('runs.db') ? examineRuns(patient) : []),
    ...examineBuilds(),
  ]
}

/** Removes files that belong to nothing; says how many. */
export async function removeOrphans(folder: string, now: number): Promise<number> {
  const unlock = lockCare(folder)
  try {
    const files = await listDataFiles(folder)
    const db = openReadOnly(join(folder, 'meta.db'))
    const named = new Set(namedBlobs(db))
    db.close()
    const orphans = findOrphans(files, named, now)
    for (const { path } of orphans) await rm(join(folder, path), { force: true })
    return orphans.length
  } finally {
    unlock()
  }
}

function examineBuilds(): Finding[] {
  const missing = missingBuilds(findStaticFolders())
  if (missing.length === 0) return [ok('builds', 'the SDK and the inbox are built')]
  return missing.map((sentence) => attention('builds', sentence, 'Run: npm run build'))
}
