import { statSync, statfsSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

import type { DataFile } from '../../storage/data-files.ts'
import { formatBytes } from '../progress.ts'
import { attention, broken, ok, type Finding, type Patient } from './finding.ts'

/** Below this the collector soon refuses what it is sent. */
const LOW_BYTES = 2e9
const LOW_INODES = 10_000
/** An ingest waits for one or two of these; slower disks are felt. */
const SLOW_SYNC = 50

const SYNCS = 20

export function examinePermissions({ folder }: Patient, files: readonly DataFile[]): Finding[] {
  // Windows has no such bits.
  if (process.platform === 'win32') return []
  const open = [folder, ...secretFiles(folder, files)].filter(
    (path) => (statSync(path).mode & 0o077) !== 0,
  )
  if (open.length === 0) return [ok('permissions', 'only the owner can read the folder')]
  const flag = open.includes(folder) ? 'chmod 700' : 'chmod 600'
  return [
    attention(
      'permissions',
      `others than the owner can read ${open.join(', ')}`,
      `Run: ${flag} ${open.join(' ')}`,
    ),
  ]
}

function secretFiles(folder: string, files: readonly DataFile[]): string[] {
  return files.filter(({ kind }) => kind === 'dev-keys').map(({ path }) => join(folder, path))
}

export function examineDisk({ folder }: Patient): Finding[] {
  const { bavail, bsize, files, ffree } = statfsSync(folder)
  const free = bavail * bsize
  const findings = [
    free < LOW_BYTES
      ? attention(
          'disk',
          `${formatBytes(free)} free`,
          'Free some space, or lower --max-days or --max-bytes.',
        )
      : ok('disk', `${formatBytes(free)} free`),
  ]
  // Some file systems count no inodes.
  if (files > 0 && ffree < LOW_INODES) {
    findings.push(attention('disk', `only ${ffree} inodes free`, 'Remove small files elsewhere.'))
  }
  return findings
}

/** Writes to a file of its own and removes it: how long a disk takes is known no other way. */
export async function examineSync({ folder }: Patient): Promise<Finding[]> {
  const path = join(folder, `doctor-${process.pid}.tmp`)
  const durations: number[] = []
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      for (let round = 0; round < SYNCS; round += 1) {
        const begun = performance.now()
        await file.write(Buffer.alloc(4096))
        await file.datasync()
        durations.push(performance.now() - begun)
      }
    } finally {
      await file.close()
      await rm(path, { force: true })
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [
      broken(
        'writing',
        `the folder cannot be written to: ${reason}`,
        'Give the user that runs the collector the right to write, or free some space.',
      ),
    ]
  }
  const median = durations.sort((a, b) => a - b)[SYNCS / 2] ?? 0
  const message = `a write is on disk after ${median.toFixed(1)} ms (median of ${SYNCS})`
  if (median < SLOW_SYNC) return [ok('writing', message)]
  return [attention('writing', message, 'Every acknowledgement waits for that. Use a faster disk.')]
}
