import { chmodSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vite'

const manifest = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'))
const executable = fileURLToPath(new URL('./dist/main.js', import.meta.url))

/** One file for Node. The shared protocol is built in; everything else stays a dependency. */
export default defineConfig({
  define: { __SERVER_VERSION__: JSON.stringify(manifest.version) },
  ssr: {
    noExternal: ['casefile'],
    resolve: { conditions: ['casefile-source', 'node', 'import', 'default'] },
  },
  build: {
    ssr: 'src/main.ts',
    target: 'node22',
    outDir: 'dist',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: 'main.js' } },
  },
  plugins: [
    {
      name: 'executable',
      writeBundle: () => chmodSync(executable, 0o755),
    },
  ],
})
