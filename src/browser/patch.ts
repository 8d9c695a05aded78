// The one place that replaces functions of the page; its casts stay in here.

type Fn = (this: unknown, ...args: unknown[]) => unknown

/** The keys of `T` that hold functions. */
type MethodOf<T> = {
  [K in keyof T]-?: Extract<T[K], (...args: never[]) => unknown> extends never ? never : K
}[keyof T]

/**
 * Makes the replacement for `original`. `outermost` is the function of ours farthest from the
 * page's call, for `Error.captureStackTrace`.
 */
type Wrap = (original: Fn, outermost: Fn) => Fn

/**
 * Replaces `target[key]` and returns a function that takes the replacement out again.
 *
 * The replacement is a `Proxy`, so `name`, `length`, `prototype`, `new` and `toString` stay the
 * original's. If another script has wrapped it by the time it is taken out, restoring would
 * throw that work away: ours stays in the chain and only forwards the call.
 *
 * A property that is absent, no function, behind a getter or fixed is left alone.
 */
export function patch<T extends object>(target: T, key: MethodOf<T>, wrap: Wrap): () => void {
  const own = Object.getOwnPropertyDescriptor(target, key)
  const descriptor = own ?? inheritedDescriptor(target, key)
  const original: unknown = descriptor?.value
  if (typeof original !== 'function') return () => {}

  let installed = true
  const outermost = function (forward: unknown, self: unknown, args: unknown[]) {
    return Reflect.apply((installed ? replacement : forward) as Fn, self, args)
  } as Fn
  const replacement = wrap(original as Fn, outermost)
  const patched = new Proxy(original, { apply: outermost as ProxyHandler<Fn>['apply'] & object })

  if (!Reflect.defineProperty(target, key, { ...descriptor, value: patched })) return () => {}

  return () => {
    installed = false
    const current = Object.getOwnPropertyDescriptor(target, key)
    if (current?.value !== patched) return
    if (own) Reflect.defineProperty(target, key, { ...current, value: original })
    else Reflect.deleteProperty(target, key)
  }
}

function inheritedDescriptor(target: object, key: PropertyKey): PropertyDescriptor | undefined {
  const parent: unknown = Object.getPrototypeOf(target)
  if (typeof parent !== 'object' || parent === null) return undefined
  return Object.getOwnPropertyDescriptor(parent, key) ?? inheritedDescriptor(parent, key)
}
