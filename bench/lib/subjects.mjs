import { readdir, readFile } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'

const BENCH = new URL('..', import.meta.url)

export const bundleFolder = new URL('dist/', BENCH)
export const scriptFolder = new URL('../dist/script/', BENCH)

const bundleTag = (name) => `<script src="/bundles/${name}.js" defer></script>`
const ownTag = (attributes = '') =>
  `<script src="/casefile/casefile.js" data-key="uc_pk_bench" data-endpoint="/backend/casefile" ${attributes} defer></script>`

/** The chunks every page gets; recorder, dialog and steps come where they are wanted. */
const LATE = /^casefile-(?!recorder|dialog|.*steps)([\w-]+)-[\w-]{8}\.js$/

const PEERS = ['sentry', 'datadog', 'openreplay', 'posthog']

/** Who is measured, and how it gets into the page. */
const TAGS = {
  none: () => '',
  wrapper: () => bundleTag('wrapper'),
  casefile: () => ownTag('data-replay="off"'),
  'casefile+replay': () => ownTag(),
  ...Object.fromEntries(PEERS.map((name) => [name, () => bundleTag(name)])),
}

export const SUBJECTS = Object.keys(TAGS)
export const peers = PEERS
export const tagOf = (subject) => TAGS[subject]?.() ?? ''

/** Makes each peer one minified file, as their users would; an `import` of ours stays a file. */
export async function bundleSubjects() {
  await build({
    absWorkingDir: new URL('.', BENCH).pathname,
    entryPoints: ['wrapper', ...PEERS].map((name) => `subjects/${name}.js`),
    outdir: 'dist',
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
}

/** Size of what the page loads first, in kB after brotli. */
export async function firstLoad(subject) {
  if (subject === 'none') return 0
  return subject.startsWith('casefile')
    ? brotliSize('casefile.js')
    : brotliSize(`${subject}.js`, bundleFolder)
}

/** Size of what our script loads by itself after that, each chunk alone, in kB after brotli. */
export async function lateChunks() {
  const files = (await readdir(scriptFolder)).filter((file) => LATE.test(file))
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [LATE.exec(file)[1], await brotliSize(file)])),
  )
}

async function brotliSize(file, folder = scriptFolder) {
  return brotliCompressSync(await readFile(new URL(file, folder))).length / 1000
}
