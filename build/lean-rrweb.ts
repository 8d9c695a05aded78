import type { Plugin } from 'vite'

/**
 * rrweb is published as one file that holds the recorder, the player and two copies of postcss, which
 * only the player uses. Its recorder alone is half as large. This plugin changes no behaviour: it
 * tells the bundler what may be left out when nothing uses it.
 */
export function leanRrweb(): Plugin {
  return {
    name: 'casefile:lean-rrweb',
    apply: 'build',

    config: () => ({
      build: {
        rolldownOptions: {
          // Wraps each CommonJS module of postcss; running one only defines things.
          treeshake: { manualPureFunctions: ['__commonJSMin', '__commonJSMin$1'] },
        },
      },
    }),

    transform: {
      filter: { id: /\/rrweb\/dist\/rrweb\.js$/ },
      handler(code) {
        const { lean, found } = markUnused(code)
        if (found < 2) this.error('rrweb has changed: nothing of postcss was found to leave out')
        return { code: lean, map: null }
      },
    },

    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue
        const rrweb = Object.entries(output.modules).find(([id]) => /\/rrweb\.js$/.test(id))
        // A class of postcss, by a name that minifying keeps.
        if (rrweb && output.code.includes('CssSyntaxError')) {
          this.error(`${output.fileName} still holds postcss: rrweb or the bundler has changed`)
        }
      }
    },
  }
}

/**
 * Reading a property could run a getter, so the bundler keeps it, and with it everything the object
 * is made of. These reads are what is left of `export { … }` and `import postcss`.
 */
function markUnused(code: string) {
  let found = 0
  const lean = code
    .replace(/^import_postcss(?:\$\d+)?\.default(?:\.\w+)?;$/gm, () => {
      found += 1
      return ''
    })
    .replace(/^var postcss_default = (import_postcss(?:\$\d+)?\.default);$/gm, (_, read) => {
      found += 1
      return `var postcss_default = /* @__PURE__ */ (() => ${read})();`
    })
  return { lean, found }
}
