import { cut } from './cut.ts'
import { preview, previewText } from './preview.ts'
import { readError } from './read-error.ts'
import type { ReadError } from './read-error.ts'

const TEXT_LENGTH = 4000

const NAME_LENGTH = 100

/** What a thrown value says, error or not, in bounded texts and without running its code. */
export function describeThrown(thrown: unknown): ReadError {
  const error = readError(thrown)
  if (!error) {
    const [copy = ''] = preview([thrown], TEXT_LENGTH)
    return { name: 'Error', message: previewText(copy) }
  }

  return {
    name: cut(error.name, NAME_LENGTH),
    message: cut(error.message, TEXT_LENGTH),
    ...(error.stack && { stack: cut(error.stack, TEXT_LENGTH) }),
  }
}
