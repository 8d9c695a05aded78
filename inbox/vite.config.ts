import { defaultClientConditions, defineConfig } from 'vite'

/**
 * The collector serves the result under `/inbox/`, below a prefix of the operator's choice; so
 * files name each other relatively. The replay frame is a document of its own.
 */
export default defineConfig({
  base: './',
  resolve: { conditions: ['casefile-source', ...defaultClientConditions] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    // `light-dark()` and `oklch()` as written: the tokens depend on them at run time.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    sourcemap: false,
    // Inlined assets would be `data:` URLs, which the page's policy does not allow everywhere.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // rrweb's replayer is one file that cannot be split; only the replay frame loads it.
    chunkSizeWarningLimit: 600,
    rolldownOptions: { input: ['index.html', 'replay-frame.html'] },
  },
})
