import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    target: 'es2022',
    // `light-dark()` and `oklch()` as written: the tokens depend on them at run time.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Inlined assets would be `data:` URLs; the desk serves files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
