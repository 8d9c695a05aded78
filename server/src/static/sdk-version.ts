import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The version in the SDK's immutable addresses: the package's, and 8 hex digits of the content,
 * so that a rebuild under the same version gets an address of its own. `undefined` while the SDK
 * is not built.
 */
export function createSdkVersion(folder: string, packageVersion: string): () => string | undefined {
  const path = join(folder, 'casefile.js')
  let known: { modified: number; version: string } | undefined

  return () => {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (!stats) return undefined
    if (known?.modified !== stats.mtimeMs) {
      const hash = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 8)
      known = { modified: stats.mtimeMs, version: `${packageVersion}-${hash}` }
    }
    return known.version
  }
}
