import type { Json } from 'casefile/protocol'

import { inWords } from '../timeline/format-value.ts'

const SIZES = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** Facts whose value is no use without its unit. */
const WITH_UNIT = new Map<string, (value: number) => string>([
  ['memoryGigabytes', (size) => `${size} GB`],
  ['rtt', (duration) => `round trip ${duration} ms`],
  ['downlink', (rate) => `${rate} Mbit/s down`],
  ['quota', (size) => `${writeSize(size)} allowed`],
  ['usage', (size) => `${writeSize(size)} used`],
])

/** What Chromium puts among the names of a browser, so that no page relies on their number. */
const NO_BRAND = /not.{0,2}a.{0,2}brand/i

/** What the browser told of itself, as people read it: `touchPoints`, 5 is `Touch points`, `5`. */
export function writeFact(name: string, value: Json): [name: string, value: string] {
  const words = inWords(name === 'memoryGigabytes' ? 'memory' : name)
  return [words.charAt(0).toUpperCase() + words.slice(1), withUnit(name, value) ?? write(value)]
}

/** Of an object its fields, e.g. `architecture x86, mobile no`; what is empty says nothing. */
export function write(value: Json): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(write).filter(Boolean).join(', ')
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)

  const { brand, version, ...others } = value
  if (typeof brand === 'string' && Object.keys(others).length === 0) {
    if (NO_BRAND.test(brand)) return ''
    return `${brand} ${typeof version === 'string' ? version : ''}`.trim()
  }
  // The long list has each name of the short one.
  const { brands, ...rest } = value
  return Object.entries(value.fullVersionList ? rest : value)
    .flatMap(writeField)
    .join(', ')
}

function writeField([name, value]: [string, Json | undefined]): string[] {
  if (value === undefined || value === null || value === '') return []
  return [withUnit(name, value) ?? `${inWords(name)} ${write(value)}`]
}

function withUnit(name: string, value: Json): string | undefined {
  return typeof value === 'number' ? WITH_UNIT.get(name)?.(value) : undefined
}

/** `10.7 GB`; a thousand of one unit are one of the next, as browsers and disks count. */
function writeSize(bytes: number): string {
  let unit = 0
  let size = bytes
  for (; size >= 1_000 && unit < SIZES.length - 1; unit += 1) size /= 1_000
  return `${size.toLocaleString(undefined, { maximumFractionDigits: 1 })} ${SIZES[unit]}`
}
