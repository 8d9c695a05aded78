import { join } from 'node:path'

import { listDataFiles, type DataFile } from '../../storage/data-files.ts'
import { openReadOnly, type Database } from '../../storage/sqlite/database.ts'
import { namedBlobs } from '../../storage/sqlite/named-blobs.ts'
import { dayOf } from '../../storage/sqlite/segments.ts'
import { findLostBlobs, findOrphans } from '../orphans.ts'
import { formatBytes } from '../progress.ts'
import { attention, ok, type Finding, type Patient } from './finding.ts'

/** Clocks of servers are not that far off; beyond it something was set wrong. */
const CLOCK_TOLERANCE = 5 * 60_000

const EXPIRES_SOON = 14 * 24 * 60 * 60_000

/** Whether what `meta.db` says agrees with the other files and with the clock. */
export async function examineContent(patient: Patient): Promise<Finding[]> {
  const { folder, isRunning } = patient
  const db = openReadOnly(join(folder, 'meta.db'), { undisturbed: !isRunning })
  try {
    const named = new Set(namedBlobs(db))
    // After the rows: a blob is there before its row, so none of these can be missing by chance.
    const files = await listDataFiles(folder)
    return [
      ...examineBlobs(patient, files, named),
      ...examineJobs(db),
      ...examineKeys(patient, db),
      ...examineClock(patient, files, db),
    ]
  } finally {
    db.close()
  }
}

function examineBlobs({ now }: Patient, files: readonly DataFile[], named: Set<string>): Finding[] {
  const findings: Finding[] = []
  const lost = findLostBlobs(files, named)
  if (lost.length > 0) {
    findings.push(
      attention(
        'blobs',
        `${lost.length} recordings or attachments are listed but their files are gone, e.g. ${lost[0]}`,
        'Restore them from a backup; without one they stay missing, everything else works.',
      ),
    )
  }
  const orphans = findOrphans(files, named, now)
  if (orphans.length > 0) {
    const bytes = orphans.reduce((total, file) => total + file.bytes, 0)
    findings.push(
      attention(
        'blobs',
        `${orphans.length} files (${formatBytes(bytes)}) belong to nothing; uploads were cut off`,
        'Retention removes them; to do it now, run doctor with --fix.',
      ),
    )
  }
  return findings.length > 0 ? findings : [ok('blobs', `${named.size} blobs, each in its place`)]
}

function examineJobs(db: Database): Finding[] {
  const abandoned = db
    .prepare<{ kind: string; subject: string; last_error: string | null }>(
      `SELECT kind, subject, last_error FROM jobs WHERE state = 'abandoned'`,
    )
    .all()
  const [first] = abandoned
  if (!first) return [ok('jobs', 'none was given up')]
  return [
    attention(
      'jobs',
      `${abandoned.length} were given up, e.g. ${first.kind} of ${first.subject}: ${first.last_error}`,
      'The issue is there without its analysis. Report the reason to the makers of Casefile.',
    ),
  ]
}

function examineKeys({ now }: Patient, db: Database): Finding[] {
  // A folder of the first versions, whose keys never ended.
  const hasExpiry = db.prepare(`SELECT 1 FROM pragma_table_info('keys') WHERE name = 'expires_at'`)
  if (!hasExpiry.get()) return []

  const ending = db
    .prepare<{ lookup: string; kind: string; expires_at: number }>(
      `SELECT lookup, kind, expires_at FROM keys
       WHERE revoked_at IS NULL AND replaced_by IS NULL AND expires_at < :soon`,
    )
    .all({ soon: now + EXPIRES_SOON })
  if (ending.length === 0) return [ok('keys', 'none is about to expire')]
  return ending.map(({ lookup, kind, expires_at: expiresAt }) =>
    attention(
      'keys',
      `the ${kind} key ${lookup}… ${expiresAt <= now ? 'has expired' : 'expires'} on ${new Date(expiresAt).toISOString()}`,
      'If it is still used, rotate it: casefile-server keys rotate --help',
    ),
  )
}

function examineClock({ now }: Patient, files: readonly DataFile[], db: Database): Finding[] {
  const newest = db
    .prepare<{ time: number | null }>(
      `SELECT max(created_at) AS time
       FROM (SELECT created_at FROM sessions UNION ALL SELECT created_at FROM issues)`,
    )
    .get()?.time
  const tomorrow = `events-${dayOf(now + CLOCK_TOLERANCE)}.db`
  const isAhead = files.some(({ kind, path }) => kind === 'segment' && path > tomorrow)
  if (!isAhead && (newest ?? 0) <= now + CLOCK_TOLERANCE) {
    return [ok('clock', 'no data is from the future')]
  }
  return [
    attention(
      'clock',
      'there is data from the future: this clock is behind, or was ahead when it came in',
      'Set the clock by NTP. Retention judges by these times.',
    ),
  ]
}
