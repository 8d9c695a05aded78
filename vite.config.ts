import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig, type UserConfig } from 'vite'

import { discreetRrweb } from './build/discreet-rrweb.ts'
import { leanRrweb } from './build/lean-rrweb.ts'
import { plainImports } from './build/plain-imports.ts'
import { rewritten } from './build/rewritten.ts'

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string
}

const shared: UserConfig = {
  define: { __CASEFILE_VERSION__: JSON.stringify(version) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  publicDir: false,
  plugins: [discreetRrweb(), leanRrweb(), plainImports(), rewritten()],
}

/** The lazy chunks of the script tag, by name. */
const CHUNKS = {
  late: 'src/late.ts',
  idle: 'src/idle.ts',
  recorder: 'src/replay/recorder.ts',
  launcher: 'widget/launcher-chunk.ts',
  dialog: 'widget/dialog/Dialog.tsx',
}

/**
 * Builds run one after the other by `npm run build:sdk`: the npm package, each lazy chunk of the
 * script tag, the module for agent runs, and the script tag, which names the chunks.
 */
export default defineConfig(({ mode }) => {
  const chunk = Object.entries(CHUNKS).find(([name]) => mode === `${name}-chunk`)
  if (chunk) return { ...shared, build: chunkBuild(...chunk) }
  if (mode === 'script') {
    return {
      ...shared,
      define: { ...shared.define, __CASEFILE_CHUNKS__: JSON.stringify(builtChunks()) },
      build: scriptBuild,
    }
  }
  if (mode === 'agent') return { ...shared, build: agentBuild }
  if (mode === 'agent-script') return { ...shared, build: agentScriptBuild }
  return { ...shared, build: packageBuild }
})

/** Some per cent smaller than by the default minifier, on every load. */
const minified: NonNullable<UserConfig['build']> = {
  minify: 'terser',
  terserOptions: {
    ecma: 2020,
    compress: { passes: 5, inline: 1, hoist_funs: true, unsafe_arrows: true, keep_fargs: false },
  },
}

const packageBuild: NonNullable<UserConfig['build']> = {
  outDir: 'dist',
  target: 'es2022',
  minify: false,
  sourcemap: true,
  license: { fileName: 'THIRD-PARTY.md' },
  lib: {
    entry: { index: 'src/index.ts', widget: 'widget/index.ts', protocol: 'src/protocol/index.ts' },
    formats: ['es'],
  },
  rolldownOptions: { output: { chunkFileNames: 'chunks/[name].js' } },
}

/** Of one piece, without the chunks of the package: most who use it use nothing else. */
const agentBuild: NonNullable<UserConfig['build']> = {
  ...packageBuild,
  emptyOutDir: false,
  license: false,
  lib: { entry: { agent: 'src/agent/index.ts' }, formats: ['es'] },
}

/**
 * Each by itself: what two of them share would become a chunk of its own, and with it one more
 * request of every page.
 */
function chunkBuild(name: string, entry: string): NonNullable<UserConfig['build']> {
  return {
    outDir: 'dist/script',
    emptyOutDir: false,
    target: 'es2022',
    // As terser writes it, the recorder holds on to nodes of frames that are gone.
    ...(name === 'recorder' ? { minify: true } : minified),
    modulePreload: false,
    license: { fileName: `THIRD-PARTY-${name}.md` },
    rolldownOptions: {
      input: { [name]: entry },
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: 'casefile-[name]-[hash].js',
        chunkFileNames: 'casefile-[name]-[hash].js',
        // Four bits each, which the first load has to name.
        hashCharacters: 'hex',
      },
    },
  }
}

/** The same for pages without a bundler, which import it from the collector by this name. */
const agentScriptBuild: NonNullable<UserConfig['build']> = {
  ...chunkBuild('agent', 'src/agent/index.ts'),
  license: false,
  rolldownOptions: {
    input: { agent: 'src/agent/index.ts' },
    preserveEntrySignatures: 'strict',
    output: { entryFileNames: 'casefile-agent.js' },
  },
}

const scriptBuild: NonNullable<UserConfig['build']> = {
  outDir: 'dist/script',
  emptyOutDir: false,
  target: 'es2022',
  ...minified,
  license: { fileName: 'THIRD-PARTY.md' },
  lib: {
    entry: 'src/script-tag.ts',
    formats: ['iife'],
    name: 'CasefileScript',
    fileName: () => 'casefile.js',
  },
}

/** The hash in the name of each lazy chunk, by the chunk's name. */
function builtChunks() {
  const files = readdirSync(new URL('dist/script/', import.meta.url))
  return Object.fromEntries(
    Object.keys(CHUNKS).map((name) => {
      const prefix = `casefile-${name}-`
      const file = files.find((one) => one.startsWith(prefix) && one.endsWith('.js'))
      if (!file)
        throw new Error(`dist/script has no ${name} chunk: run vite build --mode ${name}-chunk`)
      return [name, file.slice(prefix.length, -'.js'.length)]
    }),
  )
}
