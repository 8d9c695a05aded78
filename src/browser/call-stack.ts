import { cut } from '../lib/cut.ts'

const STACK_LENGTH = 4000

interface V8Error {
  captureStackTrace?: (error: object, above: unknown) => void
  prepareStackTrace?: unknown
}

/**
 * Takes the call stack from the caller of `above` on, which is cheap, and puts it into words when
 * the result is called, which is not. '' where there is none.
 */
export function takeCallStack(above: unknown): () => string {
  const v8 = Error as V8Error
  // On a plain object, for an error would take a stack of its own first. Where this is missing, in
  // older Firefox, the first lines are ours.
  const error: { stack?: unknown } = v8.captureStackTrace ? {} : new Error()
  v8.captureStackTrace?.(error, above)

  return () => {
    // A page's own way of writing stacks is for its own errors.
    const { prepareStackTrace } = v8
    const isOwn = typeof prepareStackTrace === 'function' && Object.hasOwn(v8, 'prepareStackTrace')
    if (isOwn) v8.prepareStackTrace = undefined
    try {
      const { stack } = error
      return typeof stack === 'string' ? cut(stack.replace(/^Error\n/, ''), STACK_LENGTH) : ''
    } finally {
      if (isOwn) v8.prepareStackTrace = prepareStackTrace
    }
  }
}
