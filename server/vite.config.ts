import { chmodSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vite'

const manifest = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'))
const executable = fileURLToPath(new URL('./dist/main.js', import.meta.url))

/** The collector, and what it runs beside itself: a thread that writes, processes that read. The shared protocol is built in; everything else stays a dependency. */
export default defineConfig({
  define: { __SERVER_VERSION__: JSON.stringify(manifest.version) },
  ssr: {
    noExternal: ['casefile'],
    resolve: { conditions: ['casefile-source', 'node', 'import', 'default'] },
  },
  build: {
    ssr: true,
    target: 'node22',
    outDir: 'dist',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        writer: 'src/storage/embedded/writer-thread.ts',
        reader: 'src/storage/embedded/reader-process.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  plugins: [
    {
      name: 'executable',
      writeBundle: () => chmodSync(executable, 0o755),
    },
  ],
})
