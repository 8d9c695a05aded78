/** Stands for any masked value; its length says nothing about the value's. */
export const MASK = '*****'

/** Keeps white space, so that masked text still breaks into lines where the page's text does. */
export function maskText(text: string): string {
  return text.replace(/\S/g, '*')
}

/** A value somebody typed, chose, or was given: an empty one stays empty, since that is often the bug. */
export function maskValue(value: string): string {
  return value === '' ? '' : MASK
}
