import type { Json } from './events.ts'

/** A page may record anything as a fact; nobody reads more, or deeper. */
const MOST_PARTS = 30
const MOST_LEVELS = 3

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

/** What a browser or page told of itself, as people read it: `touchPoints`, 5 is `Touch points`, `5`. */
export function writeFact(name: string, value: Json): [name: string, value: string] {
  const words = inWords(name === 'memoryGigabytes' ? 'memory' : name.slice(0, 100))
  return [words.charAt(0).toUpperCase() + words.slice(1), withUnit(name, value) ?? write(value, 0)]
}

/** Of an object its fields, e.g. `architecture x86, mobile no`; what is empty says nothing. */
function write(value: Json, level: number): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object') return String(value)
  if (level >= MOST_LEVELS) return '…'
  if (Array.isArray(value)) {
    const parts = value.slice(0, MOST_PARTS).map((part) => write(part, level + 1))
    return parts.filter(Boolean).join(', ')
  }

  const { brand, version, ...others } = value
  if (typeof brand === 'string' && Object.keys(others).length === 0) {
    if (NO_BRAND.test(brand)) return ''
    return `${brand} ${typeof version === 'string' ? version : ''}`.trim()
  }
  // The long list has each name of the short one.
  const { brands, ...rest } = value
  return Object.entries(value.fullVersionList ? rest : value)
    .slice(0, MOST_PARTS)
    .flatMap(([name, part]) => writeField(name, part, level + 1))
    .join(', ')
}

function writeField(name: string, value: Json | undefined, level: number): string[] {
  if (value === undefined || value === null || value === '') return []
  return [withUnit(name, value) ?? `${inWords(name.slice(0, 100))} ${write(value, level)}`]
}

function withUnit(name: string, value: Json): string | undefined {
  return typeof value === 'number' ? WITH_UNIT.get(name)?.(value) : undefined
}

/** `10.7 GB`; a thousand of one unit are one of the next, as browsers and disks count. */
function writeSize(bytes: number): string {
  let unit = 0
  let size = bytes
  for (; size >= 1_000 && unit < SIZES.length - 1; unit += 1) size /= 1_000
  return `${Number(size.toFixed(1))} ${SIZES[unit]}`
}

/** `valueMissing` as `value missing`, `needs-improvement` as `needs improvement` */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('-', ' ')
}
