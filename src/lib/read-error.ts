import { isObject, readProperty } from './read-property.ts'

/** Whether a value is an error; knows those of other frames too. */
export function isError(value: unknown): boolean {
  return value instanceof Error || readStack(value) !== undefined
}

/**
 * The call stack an error carries. Browsers put it into words when it is first read, which takes
 * much longer than making the error. Chromium asks for its name and message then, and keeps what it
 * gets: where they are no plain texts, that could run code of the page, and the stack stays unread.
 */
export function readStack(value: unknown): string | undefined {
  if (!['name', 'message'].every((key) => typeof readProperty(value, key) === 'string')) return
  // In Chromium `stack` is an own property behind a getter that cannot be told from a page's.
  const own = isObject(value) && Object.getOwnPropertyDescriptor(value, 'stack')
  const read = own && own.get && Object.getOwnPropertyDescriptor(new Error(), 'stack')?.get
  const stack = read ? Reflect.apply(read, value, []) : readProperty(value, 'stack')
  return typeof stack === 'string' ? stack : undefined
}
