import { isObject, readProperty, readText } from './read-property.ts'

export interface ReadError {
  name: string
  message: string
  stack?: string
}

/** What an error says; `undefined` for a value that is none. Knows errors of other frames too. */
export function readError(value: unknown): ReadError | undefined {
  const stack = readStack(value)
  const message = readProperty(value, 'message')
  if (!(value instanceof Error) && !(typeof stack === 'string' && typeof message === 'string')) {
    return undefined
  }

  return {
    name: readText(value, 'name') || 'Error',
    message: readText(value, 'message'),
    ...(typeof stack === 'string' && { stack }),
  }
}

/** In Chromium `stack` is an own property behind a getter that cannot be told from a page's. */
function readStack(value: unknown): unknown {
  const own = isObject(value) && Object.getOwnPropertyDescriptor(value, 'stack')
  const read = own && own.get && Object.getOwnPropertyDescriptor(new Error(), 'stack')?.get
  return read ? Reflect.apply(read, value, []) : readProperty(value, 'stack')
}
