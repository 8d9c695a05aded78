import { isObject, readProperty } from './read-property.ts'

/** Whether a value is an error; knows those of other frames too. */
export function isError(value: unknown): boolean {
  return (
    value instanceof Error ||
    (isObject(value) &&
      typeof readProperty(value, 'message') === 'string' &&
      readStack(value) !== undefined)
  )
}

/**
 * The call stack an error carries. Browsers put it into words when it is first read, which takes
 * much longer than making the error.
 */
export function readStack(value: unknown): string | undefined {
  // In Chromium `stack` is an own property behind a getter that cannot be told from a page's.
  const own = isObject(value) && Object.getOwnPropertyDescriptor(value, 'stack')
  const read = own && own.get && Object.getOwnPropertyDescriptor(new Error(), 'stack')?.get
  const stack = read ? Reflect.apply(read, value, []) : readProperty(value, 'stack')
  return typeof stack === 'string' ? stack : undefined
}
