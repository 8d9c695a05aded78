import { readFileSync, statSync } from 'node:fs'

/**
 * The page of the inbox with the addresses of where it is served: it is the same page at every
 * depth, so what it loads cannot be named relative to it. `undefined` while it is not built.
 */
export function createInboxPage(path: string, basePath: string): () => string | undefined {
  let known: { modified: number; html: string } | undefined

  return () => {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (!stats) return undefined
    if (known?.modified !== stats.mtimeMs) {
      const html = readFileSync(path, 'utf8')
        .replaceAll('="./assets/', `="${basePath}/inbox/assets/`)
        .replace(
          'name="casefile-base-path" content=""',
          `name="casefile-base-path" content="${basePath}"`,
        )
      known = { modified: stats.mtimeMs, html }
    }
    return known.html
  }
}
