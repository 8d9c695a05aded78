import { describe, expect, it } from 'vitest'

import { patch } from '../../../src/browser/patch.ts'

function calculator() {
  return {
    add(left: number, right: number) {
      return left + right
    },
  }
}

describe('patch', () => {
  it('puts the replacement between the caller and the original', () => {
    const target = calculator()

    patch(
      target,
      'add',
      (original) =>
        (...args) =>
          -Number(original(...args)),
    )

    expect(target.add(1, 2)).toBe(-3)
  })

  it('keeps name, length, source text and the flags of the property', () => {
    const target = Object.defineProperty(calculator(), 'add', { enumerable: false })
    const before = Object.getOwnPropertyDescriptor(target, 'add')

    patch(target, 'add', (original) => original)

    expect(target.add.name).toBe('add')
    expect(target.add.length).toBe(2)
    expect({ ...Object.getOwnPropertyDescriptor(target, 'add'), value: 0 }).toEqual({
      ...before,
      value: 0,
    })
  })

  it('makes a native function still look native', () => {
    const target = { parse: JSON.parse }

    patch(target, 'parse', (original) => original)

    expect(String(target.parse)).toContain('[native code]')
  })

  it('passes `this` on', () => {
    const target = {
      count: 7,
      read() {
        return this.count
      },
    }

    patch(
      target,
      'read',
      (original) =>
        function () {
          return Reflect.apply(original, this, [])
        },
    )

    expect(target.read()).toBe(7)
  })

  it('leaves a constructor constructible', () => {
    class Animal {}
    const target: { Animal: { new (): Animal; (): void } } = { Animal: Animal as never }

    patch(target, 'Animal', (original) => original)
    class Cat extends target.Animal {}

    expect(new target.Animal()).toBeInstanceOf(Animal)
    expect(new Cat()).toBeInstanceOf(target.Animal)
  })

  it('gives the very original back', () => {
    const target = calculator()
    const before = Object.getOwnPropertyDescriptor(target, 'add')

    const uninstall = patch(target, 'add', () => () => 0)
    uninstall()
    uninstall()

    expect(Object.getOwnPropertyDescriptor(target, 'add')).toEqual(before)
  })

  it('replaces an inherited function where it lives', () => {
    const prototype = calculator()
    const { add } = prototype
    const target: typeof prototype = Object.create(prototype)

    const uninstall = patch(target, 'add', () => () => 0)
    expect(target.add(1, 2)).toBe(0)
    uninstall()

    expect(Object.hasOwn(target, 'add')).toBe(false)
    expect(prototype.add).toBe(add)
  })

  it('keeps a wrapper that was put around ours, and falls silent under it', () => {
    const target = calculator()
    const seen: string[] = []
    const uninstall = patch(target, 'add', (original) => (...args) => {
      seen.push('ours')
      return original(...args)
    })
    const ours = target.add
    const theirs = (left: number, right: number) => {
      seen.push('theirs')
      return ours(left, right)
    }
    target.add = theirs

    uninstall()

    expect(target.add).toBe(theirs)
    expect(target.add(1, 2)).toBe(3)
    expect(seen).toEqual(['theirs'])
  })

  it('can be taken out before or after a second patch of the same function', () => {
    for (const order of ['first', 'last']) {
      const target = calculator()
      const original = target.add
      const one = patch(target, 'add', (inner) => inner)
      const two = patch(target, 'add', (inner) => inner)

      if (order === 'first') one()
      two()
      one()

      expect(target.add(1, 2)).toBe(3)
      if (order === 'last') expect(target.add).toBe(original)
    }
  })

  it('leaves alone what is absent, fixed, frozen or behind a getter', () => {
    const absent = {} as ReturnType<typeof calculator>
    const fixed = Object.defineProperty(calculator(), 'add', {
      writable: false,
      configurable: false,
    })
    const frozen = Object.freeze(calculator())
    let reads = 0
    const behindGetter = {
      get add() {
        reads += 1
        return () => 3
      },
    }

    for (const target of [absent, fixed, frozen, behindGetter]) {
      const before = Object.getOwnPropertyDescriptor(target, 'add')
      patch(target as ReturnType<typeof calculator>, 'add', () => () => 0)()
      expect(Object.getOwnPropertyDescriptor(target, 'add')).toEqual(before)
    }
    expect(reads).toBe(0)
  })

  it('names the outermost function of ours, to cut it from a stack', () => {
    const target = { run: () => '' }
    patch(target, 'run', (_original, outermost) => () => {
      const error = new Error('here')
      const { captureStackTrace } = Error as unknown as {
        captureStackTrace: (error: Error, above: unknown) => void
      }
      captureStackTrace(error, outermost)
      return error.stack ?? ''
    })

    const stack = (function pageFunction() {
      return target.run()
    })()

    expect(stack.split('\n')[1]).toContain('pageFunction')
  })
})
