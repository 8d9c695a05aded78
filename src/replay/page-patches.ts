type Uninstall = () => void

/** What rrweb replaces while it records. It puts back less than that, and more than it should. */
const PATCHED: readonly [owner: string, keys: string][] = [
  ['CSSStyleSheet', 'insertRule addRule deleteRule removeRule replace replaceSync'],
  ['CSSGroupingRule', 'insertRule deleteRule'],
  ['CSSMediaRule', 'insertRule deleteRule'],
  ['CSSConditionRule', 'insertRule deleteRule'],
  ['CSSSupportsRule', 'insertRule deleteRule'],
  ['CSSStyleDeclaration', 'setProperty removeProperty'],
  ['Element', 'attachShadow'],
  ['HTMLInputElement', 'value checked'],
  ['HTMLSelectElement', 'value selectedIndex'],
  ['HTMLTextAreaElement', 'value'],
  ['HTMLOptionElement', 'selected'],
  ['CustomElementRegistry', 'define'],
]

interface Property {
  owner: object
  key: string
  descriptor: PropertyDescriptor | undefined
}

/**
 * Runs `install`, which patches the page, and returns an uninstall that runs the one it returned and
 * then sees to it that every property is what it was before, unless another script has wrapped it
 * since: restoring it then, as rrweb does, would throw that script's work away.
 */
export function withPagePatches(install: () => Uninstall | undefined): Uninstall | undefined {
  const before = readProperties()
  const uninstall = install()
  for (const [at, property] of readProperties().entries()) keepLooks(property, before[at])
  const patched = readProperties()

  function putBack(now: Property[]) {
    const after = readProperties()
    for (const [at, property] of now.entries()) {
      const target = isSame(property, patched[at]) ? before[at] : property
      if (target && !isSame(target, after[at])) restore(target)
    }
  }

  // What failed half-way has no uninstall, but may have patched something.
  if (!uninstall) return void putBack(patched)

  return () => {
    const now = readProperties()
    uninstall()
    putBack(now)
  }
}

function readProperties(): Property[] {
  return PATCHED.flatMap(([name, keys]) => {
    const owner: unknown = Reflect.get(globalThis, name)?.prototype
    if (typeof owner !== 'object' || owner === null) return []

    return keys.split(' ').map((key) => ({
      owner,
      key,
      descriptor: Object.getOwnPropertyDescriptor(owner, key),
    }))
  })
}

/** Lets what stands in for a function of the browser have its name, length and kind of text. */
function keepLooks({ owner, key, descriptor }: Property, original: Property | undefined) {
  if (!descriptor || !original?.descriptor) return
  const looks: PropertyDescriptor = { ...descriptor }
  for (const part of ['value', 'get', 'set'] as const) {
    const [now, was] = [descriptor[part], original.descriptor[part]] as unknown[]
    if (now === was || typeof now !== 'function' || typeof was !== 'function') continue
    looks[part] = new Proxy(was, {
      // With too few arguments there is nothing to record, and the browser's own words to be heard.
      apply: (_, self, args) => Reflect.apply(args.length < was.length ? was : now, self, args),
    })
  }
  Reflect.defineProperty(owner, key, looks)
}

function isSame(one: Property, other: Property | undefined): boolean {
  const [a, b] = [one.descriptor, other?.descriptor]
  return a?.value === b?.value && a?.get === b?.get && a?.set === b?.set
}

function restore({ owner, key, descriptor }: Property) {
  if (descriptor) Object.defineProperty(owner, key, descriptor)
  else Reflect.deleteProperty(owner, key)
}
