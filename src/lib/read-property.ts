/** Source code cannot look like this: `[native code]` does not parse as a function body. */
const NATIVE = /^function [\w ]+\(\) \{\s+\[native code\]\s+\}$/

/**
 * Reads `object[key]`, own or inherited, without running code of the page: a getter is called
 * only when it is the browser's own.
 */
export function readProperty(object: unknown, key: string): unknown {
  for (let owner = object; isObject(owner); owner = Object.getPrototypeOf(owner)) {
    const found = Object.getOwnPropertyDescriptor(owner, key)
    if (!found) continue
    if (!found.get) return found.value
    const native = NATIVE.test(Function.prototype.toString.call(found.get))
    return native ? Reflect.apply(found.get, object, []) : undefined
  }
  return undefined
}

/** Like `readProperty`, for a text: '' for anything else. */
export function readText(object: unknown, key: string): string {
  const value = readProperty(object, key)
  return typeof value === 'string' ? value : ''
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
