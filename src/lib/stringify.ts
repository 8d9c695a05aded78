const PROTOTYPES = [Object.prototype, Array.prototype, String.prototype, Number.prototype]

/**
 * `JSON.stringify` as the standard has it. Old libraries (Prototype 1.6, MooTools) give everything
 * a `toJSON` of their own, under which a list becomes a text; it is put aside for the moment.
 */
export function stringify(value: unknown): string {
  const aside = PROTOTYPES.flatMap((prototype) => {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, 'toJSON')
    return descriptor?.configurable ? [{ prototype, descriptor }] : []
  })

  for (const { prototype } of aside) Reflect.deleteProperty(prototype, 'toJSON')
  try {
    return JSON.stringify(value)
  } finally {
    for (const { prototype, descriptor } of aside) {
      Object.defineProperty(prototype, 'toJSON', descriptor)
    }
  }
}
