import type { Plugin } from 'vite'

/**
 * Leaves `import()` as it is: Vite wraps it in a helper that loads a chunk's styles ahead, which is
 * more than a kilobyte, and our chunks have none.
 */
export function plainImports(): Plugin {
  return {
    name: 'casefile:plain-imports',
    enforce: 'pre',
    load: (id) =>
      id.endsWith('vite/preload-helper.js')
        ? 'export const __vitePreload = (load) => load()'
        : undefined,
  }
}
