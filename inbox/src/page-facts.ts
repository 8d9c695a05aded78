import type { Json } from 'casefile/protocol'

/** What the page said about itself with an issue, as far as it is there and of the right type. */
export interface PageFacts {
  url?: string
  title?: string
  referrer?: string
  /** Short, e.g. `Firefox 153 on Linux`. */
  browser?: string
  /** As it was sent. */
  userAgent?: string
  viewport?: string
  /** What the person's system preferred. */
  colorScheme?: string
  language?: string
  timeZone?: string
  release?: string
  sdk?: string
  user?: { id?: string; name?: string; email?: string }
  context: [name: string, value: Json][]
  /** What else the browser told of itself and the device. */
  device: [name: string, value: Json][]
}

const PLAIN_FACTS = [
  'url',
  'title',
  'referrer',
  'colorScheme',
  'language',
  'timeZone',
  'release',
] as const

/** What `readPageFacts` has a place for; the rest is listed as it came. */
const READ: readonly string[] = [...PLAIN_FACTS, 'browser', 'viewport', 'sdk', 'user', 'context']

type Fields = { [name: string]: Json | undefined }

/**
 * Reads what came with an issue and, where that says nothing, what the page recorded of its
 * environment.
 */
export function readPageFacts(metadata: Json, environment: Fields = {}): PageFacts {
  const fields = { ...environment, ...toFields(metadata) }
  const facts: PageFacts = {
    context: Object.entries(toFields(fields.context ?? null)).flatMap(present),
    device: Object.entries(environment)
      .filter(([name]) => !READ.includes(name))
      .flatMap(present),
  }

  for (const name of PLAIN_FACTS) {
    const value = text(fields[name])
    if (value) facts[name] = value
  }

  const userAgent = text(fields.browser)
  if (userAgent) Object.assign(facts, { userAgent, browser: nameBrowser(userAgent) })

  const { width, height, pixelRatio } = toFields(fields.viewport ?? null)
  if (typeof width === 'number' && typeof height === 'number') {
    const ratio = typeof pixelRatio === 'number' && pixelRatio !== 1 ? ` at ${pixelRatio}×` : ''
    facts.viewport = `${width} × ${height}${ratio}`
  }

  const sdk = text(toFields(fields.sdk ?? null).version)
  if (sdk) facts.sdk = sdk

  const user = readUser(toFields(fields.user ?? null))
  if (user) facts.user = user
  return facts
}

/** The one word a person is known by. */
export function nameUser(user: PageFacts['user']): string | undefined {
  return user?.name ?? user?.email ?? user?.id
}

/** Path and query of an address; the text itself when it is none. */
export function pathOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { pathname, search, protocol } = new URL(url)
  return protocol === 'http:' || protocol === 'https:' ? pathname + search : url
}

function readUser({ id, name, email }: Fields): PageFacts['user'] {
  const known = Object.entries({ id, name, email }).filter(([, value]) => text(value))
  return known.length > 0
    ? Object.fromEntries(known.map(([key, value]) => [key, text(value)]))
    : undefined
}

/** The order matters: Edge and Opera also say they are Chrome, and Chrome that it is Safari. */
const BROWSERS = [
  ['Edge', /Edg\w*\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+)[\d.]* .*Safari/],
] as const

const SYSTEMS = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
] as const

function nameBrowser(userAgent: string): string {
  const found = BROWSERS.find(([, pattern]) => pattern.test(userAgent))
  if (!userAgent.startsWith('Mozilla/') || !found) return userAgent

  const [name, pattern] = found
  const version = pattern.exec(userAgent)?.[1] ?? ''
  const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0]
  return `${name} ${version}${system ? ` on ${system}` : ''}`
}

function toFields(value: Json): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

function text(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function present([name, value]: [string, Json | undefined]): [string, Json][] {
  return value === undefined ? [] : [[name, value]]
}
