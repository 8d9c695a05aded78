import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

import { HttpError } from './http-error.mjs'

const ROOT = fileURLToPath(new URL('../dist/', import.meta.url))

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The built file behind a path; a path without an ending is a page, which the app itself draws. */
export async function readAppFile(pathname) {
  const isPage = extname(pathname) === ''
  const path = isPage ? join(ROOT, 'index.html') : normalize(join(ROOT, pathname))
  const type = TYPES[extname(path)]

  const body =
    path.startsWith(ROOT) && type ? await readFile(path).catch(() => undefined) : undefined
  if (body) return { status: 200, headers: { 'content-type': type, ...caching(pathname) }, body }
  if (isPage) throw new Error('The app is not built yet. Run: npm run build -w examples/spa')
  throw new HttpError(404, 'There is nothing at this address.')
}

/** Vite names what is in `assets/` by its content. */
function caching(pathname) {
  const isNamedByContent = pathname.startsWith('/assets/')
  return { 'cache-control': isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache' }
}
