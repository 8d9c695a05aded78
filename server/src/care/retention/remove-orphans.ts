import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { listDataFiles } from '../../storage/data-files.ts'
import type { MetaStore } from '../../storage/meta-store.ts'
import { isOldBlob } from '../orphans.ts'

/** Names asked for at once: a look-up each, on the thread that answers requests. */
const PAGE = 200

/** Removes uploads that were cut off and blobs that no row names; how many. */
export async function removeOrphans(meta: MetaStore, folder: string, now: number): Promise<number> {
  const files = (await listDataFiles(folder)).filter((file) => isOldBlob(file, now))
  let removed = 0
  for (let begin = 0; begin < files.length; begin += PAGE) {
    const page = files.slice(begin, begin + PAGE)
    const unknown = new Set(await meta.unknownBlobs(page.map(({ path }) => basename(path))))
    for (const { path } of page.filter((file) => unknown.has(basename(file.path)))) {
      await rm(join(folder, path), { force: true })
      removed += 1
    }
  }
  return removed
}
