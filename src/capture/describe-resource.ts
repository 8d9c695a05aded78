import { cut } from '../lib/cut.ts'
import { readText } from '../lib/read-property.ts'
import type { ErrorEvent } from '../protocol/index.ts'

const URL_LENGTH = 2000

/** A file that an element asked for and did not get. */
export function describeResource(target: unknown): Omit<ErrorEvent, 'type' | 'time'> | undefined {
  if (!(target instanceof Element)) return undefined

  const name = target.localName
  const url = ['currentSrc', 'src', 'href', 'data']
    .map((key) => readText(target, key))
    .find(Boolean)
  return {
    source: 'resource',
    name,
    message: `${name} did not load`,
    ...(url && { url: cut(url, URL_LENGTH) }),
  }
}
