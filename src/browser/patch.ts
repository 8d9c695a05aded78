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
 * Replaces `target[key]` where it lives, on the target or on what it inherits from, and returns
 * a function that takes the replacement out again.
 *
 * The replacement is a `Proxy`, so `name`, `length`, `prototype` and `new` stay the original's, and
 * its source text is native code, as it is of a function of the browser. If another script has
 * wrapped it by the time it is taken out, restoring would throw that work away: ours stays in the
 * chain and only forwards the call.
 *
 * A property that is absent, no function, behind a getter or fixed is left alone.
 */
export function patch<T extends object>(target: T, key: MethodOf<T>, wrap: Wrap): () => void {
  return replace(target, key, wrap)
}

/**
 * Calls `after` when the function has returned, with what it was called with and the result; it
 * must not throw. For what need not know beforehand.
 */
export function observe<T extends object>(
  target: T,
  key: MethodOf<T>,
  after: (self: unknown, args: unknown[], result: unknown, outermost: Fn) => void,
): () => void {
  return replace(
    target,
    key,
    (original, outermost) =>
      function (...args) {
        const result = Reflect.apply(original, this, args)
        after(this, args, result, outermost)
        return result
      },
  )
}

/**
 * Like `observe`, for a constructor: `after` is told what was made with it, or with a class that
 * extends it. `prototype.constructor` stays the same as the constructor.
 */
export function observeConstructor<T extends object>(
  target: T,
  key: keyof T,
  after: (made: object) => void,
): () => void {
  return replace(target, key, (original) => original, after)
}

function replace(
  target: object,
  key: PropertyKey,
  wrap: Wrap,
  afterConstruct?: (made: object) => void,
): () => void {
  let owner: object | null = target
  while (owner && !Object.hasOwn(owner, key)) owner = Object.getPrototypeOf(owner)
  const original: unknown = owner && Object.getOwnPropertyDescriptor(owner, key)?.value
  if (!owner || typeof original !== 'function') return () => {}

  let installed = true
  const outermost = function (forward: unknown, self: unknown, args: unknown[]) {
    return Reflect.apply((installed ? replacement : forward) as Fn, self, args)
  } as Fn
  const replacement = wrap(original as Fn, outermost)
  const patched = new Proxy(original as Fn, {
    apply: outermost as ProxyHandler<Fn>['apply'] & object,
    construct(forward, args, newTarget) {
      const made: object = Reflect.construct(forward, args, newTarget)
      if (installed) afterConstruct?.(made)
      return made
    },
  })
  const put = (from: unknown, to: unknown) => {
    replaceValue(owner, key, from, to)
    if (afterConstruct && original.prototype) {
      replaceValue(original.prototype as object, 'constructor', from, to)
    }
  }
  put(original, patched)

  return () => {
    installed = false
    put(patched, original)
  }
}

/** Keeps the flags of the property; does nothing when its value is another by now. */
function replaceValue(owner: object, key: PropertyKey, from: unknown, to: unknown): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key)
  if (descriptor?.value === from) Reflect.defineProperty(owner, key, { ...descriptor, value: to })
}
