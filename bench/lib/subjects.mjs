import { readdir, readFile } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'

const BENCH = new URL('..', import.meta.url)

export const bundleFolder = new URL('dist/', BENCH)
export const scriptFolder = new URL('../dist/script/', BENCH)

const bundleTag = (name) => `<script src="/bundles/${name}.js" defer></script>`
const ownTag = (attributes = '') =>
  `<script src="/casefile/casefile.js" data-key="uc_pk_bench" data-endpoint="/backend/casefile" ${attributes} defer></script>`

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
  const file = subject.startsWith('casefile')
    ? new URL('casefile.js', scriptFolder)
    : new URL(`${subject}.js`, bundleFolder)
  return brotliCompressSync(await readFile(file)).length / 1000
}

/** Size of our late chunk, in kB after brotli. */
export async function lateChunk() {
  const file = (await readdir(scriptFolder)).find((name) => name.startsWith('casefile-late-'))
  return brotliCompressSync(await readFile(new URL(file, scriptFolder))).length / 1000
}
