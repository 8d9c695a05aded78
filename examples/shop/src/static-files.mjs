import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../public/', import.meta.url))

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The file in `public/` behind a path, or `undefined` when there is none. */
export async function readStaticFile(pathname) {
  const type = TYPES[extname(pathname)]
  if (!type) return undefined

  const path = normalize(join(ROOT, pathname))
  if (!path.startsWith(ROOT) || path.endsWith(sep)) return undefined

  try {
    return {
      status: 200,
      headers: { 'content-type': type, 'cache-control': 'no-cache' },
      body: await readFile(path),
    }
  } catch {
    return undefined
  }
}
