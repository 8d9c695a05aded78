import { expect, it, vi } from 'vitest'

import { isError, readStack } from '../../../src/lib/read-error.ts'

it('reads the stack of an error', () => {
  expect(readStack(new RangeError('too far'))).toMatch(/^RangeError: too far\n/)
})

it.each(['name', 'message'])('runs no getter of the page for a %s in the stack', (key) => {
  const ran = vi.fn(() => 'ran')
  const error = Object.defineProperty(new Error('given'), key, { get: ran })

  expect(isError(error)).toBe(true)
  expect(readStack(error)).toBeUndefined()
  expect(ran).not.toHaveBeenCalled()
})

it('runs no toString of the page for a message that is no text', () => {
  const ran = vi.fn(() => 'ran')
  const error = Object.assign(new Error(), { message: { toString: ran } })

  expect(readStack(error)).toBeUndefined()
  expect(ran).not.toHaveBeenCalled()
})

it('takes for no error what only has some of its properties', () => {
  expect(isError({ message: 'no stack', name: 'Error' })).toBe(false)
  expect(isError('Error: a text')).toBe(false)
})
