import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { Stores } from '../../storage/data-folder.ts'
import { listDataFiles } from '../../storage/data-files.ts'

/** What goes: sessions by our ids, and runs of agents by what their senders called things. */
export interface Erasure {
  sessionIds: readonly string[]
  runs: readonly RunErasure[]
}

export interface RunErasure {
  projectId: string
  sessionIds?: readonly string[]
  userIds?: readonly string[]
}

/**
 * Removes sessions and runs with all that belongs to them. Everything here may be done again: a
 * collector that dies in between goes on where it was.
 */
export async function eraseSessions(
  { blobs, events, meta, traces }: Pick<Stores, 'blobs' | 'events' | 'meta' | 'traces'>,
  { folder, sessionIds, runs }: Erasure & { folder: string },
): Promise<void> {
  for (const sessionId of sessionIds) {
    const { blobs: names } = await meta.sessionTraces(sessionId)
    for (const name of names) await blobs.remove(name)
  }
  // The session goes before its entries, so that no batch comes in for it meanwhile.
  await meta.erase(sessionIds)
  await events.erase(sessionIds)
  for (const { projectId, ...of } of runs) await traces.eraseRuns(projectId, of)
  await removeFormerMeta(folder)
  await meta.forgetErasure()
}

/** As the subject of a job. */
export function writeErasure(erasure: Erasure): string {
  return JSON.stringify(erasure)
}

/** Reads what `writeErasure` wrote, or an earlier version, which knew no runs. */
export function readErasure(subject: string): Erasure {
  const erasure = JSON.parse(subject) as Erasure | string[]
  return Array.isArray(erasure) ? { sessionIds: erasure, runs: [] } : erasure
}

/** Copies taken before an upgrade hold everything that `meta.db` held then. */
async function removeFormerMeta(folder: string): Promise<void> {
  for (const { kind, path } of await listDataFiles(folder)) {
    if (kind === 'former-meta') await rm(join(folder, path), { force: true })
  }
}
