/** All that a page can see of a function without calling it, and of the property it is in. */
export function shapeOf(target: object, key: string) {
  let owner: object | null = target
  let depth = 0
  while (owner && !Object.hasOwn(owner, key)) {
    owner = Object.getPrototypeOf(owner) as object | null
    depth += 1
  }
  if (!owner) return 'absent'

  const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(owner, key)!
  return {
    depth,
    flags,
    place: Object.keys(owner).indexOf(key),
    value: describe(value),
    get: describe(get),
    set: describe(set),
  }
}

function describe(value: unknown) {
  if (typeof value !== 'function') return typeof value
  return {
    name: value.name,
    length: value.length,
    // A function that stands in for one of the browser's has no name in its text.
    isNative: /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(value)),
    // In Firefox their order is that in which they were first asked for.
    keys: Reflect.ownKeys(value).map(String).sort(),
    isConstructor: isConstructor(value),
    prototype:
      Object.getPrototypeOf(value) === Function.prototype || Object.getPrototypeOf(value)?.name,
    ownPrototype: 'prototype' in value,
  }
}

function isConstructor(value: object): boolean {
  try {
    Reflect.construct(Object, [], value as typeof Object)
    return true
  } catch {
    return false
  }
}
