type Fn = (...args: unknown[]) => unknown

/** Methods of style sheets by which a page finds out what a browser understands: they throw. */
const THROWING: readonly [owner: string, keys: string][] = [
  ['CSSStyleSheet', 'insertRule deleteRule replaceSync'],
  ['CSSGroupingRule', 'insertRule deleteRule'],
  ['CSSMediaRule', 'insertRule deleteRule'],
  ['CSSConditionRule', 'insertRule deleteRule'],
  ['CSSSupportsRule', 'insertRule deleteRule'],
]

/**
 * rrweb calls the browser's own methods inside of its own code, and treats what they throw at the
 * page like a failure of its own. Watched from below, the two can be told apart. To be called
 * before rrweb replaces these methods.
 */
export function watchBrowserErrors(): (error: unknown) => boolean {
  let thrown: unknown

  for (const [name, keys] of THROWING) {
    const prototype = Reflect.get(globalThis, name)?.prototype as object | undefined
    for (const key of keys.split(' ')) {
      const found = prototype && Object.getOwnPropertyDescriptor(prototype, key)
      if (!prototype || !found?.value) continue
      const value = new Proxy(found.value as Fn, {
        apply(method, self, args) {
          try {
            return Reflect.apply(method, self, args)
          } catch (error) {
            thrown = error
            throw error
          }
        },
      })
      Reflect.defineProperty(prototype, key, { ...found, value })
    }
  }

  // A frame has methods of its own, and its errors are of a class of its own.
  return (error) =>
    error === thrown ||
    (!(error instanceof DOMException) &&
      Object.prototype.toString.call(error) === '[object DOMException]')
}
