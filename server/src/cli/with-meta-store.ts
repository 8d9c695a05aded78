import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { openMetaStore } from '../storage/data-folder.ts'
import type { MetaStore } from '../storage/meta-store.ts'
import { UsageError } from './usage-error.ts'

/** Opens a folder's meta store, beside a running collector if there is one, and closes it after. */
export async function withMetaStore(
  data: string,
  work: (meta: MetaStore) => Promise<void>,
): Promise<void> {
  const folder = resolve(data)
  if (!existsSync(join(folder, 'meta.db'))) {
    throw new UsageError(
      `--data ${data} holds no collector's data. Start one there first, or name its folder.`,
    )
  }
  const meta = openMetaStore(folder)
  try {
    await work(meta)
  } finally {
    await meta.close()
  }
}
