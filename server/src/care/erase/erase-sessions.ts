import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { Stores } from '../../storage/data-folder.ts'
import { listDataFiles } from '../../storage/data-files.ts'

/**
 * Removes sessions with all that belongs to them. Everything here may be done again: a collector
 * that dies in between goes on where it was.
 */
export async function eraseSessions(
  { blobs, events, meta }: Pick<Stores, 'blobs' | 'events' | 'meta'>,
  { folder, sessionIds }: { folder: string; sessionIds: readonly string[] },
): Promise<void> {
  for (const sessionId of sessionIds) {
    const { blobs: names } = await meta.sessionTraces(sessionId)
    for (const name of names) await blobs.remove(name)
  }
  // The session goes before its entries, so that no batch comes in for it meanwhile.
  await meta.erase(sessionIds)
  await events.erase(sessionIds)
  await removeFormerMeta(folder)
}

/** Copies taken before an upgrade hold everything that `meta.db` held then. */
async function removeFormerMeta(folder: string): Promise<void> {
  for (const { kind, path } of await listDataFiles(folder)) {
    if (kind === 'former-meta') await rm(join(folder, path), { force: true })
  }
}
