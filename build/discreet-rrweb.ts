import type { Plugin } from 'vite'

interface Change {
  what: string
  pattern: RegExp
  replacement: string
  /** How often rrweb has it: its file holds three copies of what its packages share. */
  times: number
}

/**
 * Keeps rrweb from doing to the page what none of its options turns off. Each change must find what
 * it is for; a new version of rrweb in which one does not fails the build.
 */
const CHANGES: readonly Change[] = [
  {
    // It looks for `querySelector` among the getters, and so takes Element for replaced in any browser.
    what: 'puts frames into the page, for functions no script has replaced',
    pattern: /^function getUntaintedPrototype(\$\d+)?\(key\) \{\n[^]*?\n\}$/gm,
    replacement: `function getUntaintedPrototype$1(key) {
  return (angularZoneUnpatchedAlternative$1(key) || globalThis[key]).prototype;
}`,
    times: 3,
  },
  {
    what: 'replaces the Array.from of a page that has its own',
    pattern: /^try \{\n\tif \(Array\.from\(\[1\][^]*?\n\} catch \(err\) \{\n[^\n]*\n\}$/gm,
    replacement: '',
    times: 1,
  },
  {
    what: 'holds every frame there was until the next full snapshot',
    pattern: /this\.restoreHandlers\.push\(patch\(element\.prototype, "attachShadow"/g,
    replacement: 'this.restoreHandlers.push(patchWeakly(element.prototype, "attachShadow"',
    times: 1,
  },
  {
    // A frame begins with an empty document, which goes without a `pagehide`; its window stays.
    what: 'takes a frame for known by its window, and misses the end of its document',
    pattern: /^\t\tif \(!win \|\| this\.attachedWindows\.has\(win\)\) return;$/gm,
    replacement: `    if (!win) return;
    const known = this.attachedWindows.get(win);
    if (known) {
      if (known.doc === win.document) return;
      known();
      this.unloadListener?.(known.doc);
    }`,
    times: 1,
  },
  {
    what: 'remembers what it does when a frame goes',
    pattern: /^\t\tthis\.attachedWindows\.set\(win, stop\);$/gm,
    replacement: `    stop.doc = win.document;
    this.attachedWindows.set(win, stop);`,
    times: 1,
  },
  {
    what: 'undoes at each full snapshot what scripts have wrapped around its attachShadow',
    pattern: /^\t\tthis\.patchAttachShadow\(Element, document\);$/gm,
    // withPagePatches puts back what was there.
    replacement: `    if (!this.patchesPage) {
      this.patchAttachShadow(Element, document);
      this.patchesPage = true;
      this.restoreHandlers = [];
    }`,
    times: 1,
  },
  {
    what: 'listens without its error handler',
    pattern: /^function on\(type, fn, target = document\) \{$/gm,
    replacement: `function on(type, run, target = document) {
  const fn = callbackWrapper(run);`,
    times: 1,
  },
  {
    what: 'waits for frames and style sheets without its error handler',
    pattern: /^function (once(?:Iframe|Stylesheet)Loaded)\((\w+), listener, (\w+)\) \{$/gm,
    replacement: `function $1($2, run, $3) {
  const listener = callbackWrapper(run);`,
    times: 2,
  },
  {
    // What is in a document it has not looked at yet comes with its snapshot.
    what: 'looks at new shadow roots everywhere, and without its error handler',
    pattern:
      /^\t+(const shadowRootEl = [^\n]*)\n[^\n]*(manager\.addShadowRoot\(shadowRootEl, doc\);)$/gm,
    replacement: `callbackWrapper(() => {
      if (!manager.mirror.hasNode(this.ownerDocument)) return;
      $1
      if (shadowRootEl && inDom(this)) $2
    })();`,
    times: 1,
  },
]

/** What the changed code calls. */
const ADDED = `
function arrayFrom(items, map) {
  const list = [];
  if (items[Symbol.iterator]) for (const item of items) list.push(map ? map(item, list.length) : item);
  return list;
}

var restorers = /* @__PURE__ */ new WeakMap();
function patchWeakly(source, name, replacement) {
  const before = restorers.get(source);
  const restore = patch(source, name, replacement);
  restorers.set(source, () => {
    restore();
    before?.();
  });
  return restoreLater(new WeakRef(source));
}
// By itself: a function holds all that any function made beside it does.
function restoreLater(held) {
  return () => {
    const source = held.deref();
    if (!source) return;
    restorers.get(source)?.();
    restorers.delete(source);
  };
}
`

export function discreetRrweb(): Plugin {
  return {
    name: 'casefile:discreet-rrweb',
    apply: 'build',

    transform: {
      filter: { id: /\/rrweb\/dist\/rrweb\.js$/ },
      handler(code) {
        let changed = code
        for (const { what, pattern, replacement, times } of CHANGES) {
          let found = 0
          changed = changed.replace(pattern, (...match: (string | undefined)[]) => {
            found += 1
            return replacement.replace(/\$(\d)/g, (_, group: number) => match[group] ?? '')
          })
          if (found !== times) this.error(`rrweb has changed where it ${what}: found ${found}`)
        }
        return { code: changed.replaceAll('Array.from(', 'arrayFrom(') + ADDED, map: null }
      },
    },
  }
}
