import type { CaptureOptions, Mode, Options, ReplayOptions } from './options.ts'

const MODES = ['always', 'on-error', 'on-report'] as const
const CONSENTS = ['required', 'not-required'] as const

const SOURCES = [
  'console',
  'errors',
  'fetch',
  'xhr',
  'storage',
  'clicks',
  'navigation',
  'replay',
] as const

const OPTIONS = ['key', 'endpoint', 'mode', 'consent', 'capture', 'beforeStore', 'release', 'debug']

export type ResolvedOptions = Required<Pick<Options, 'key' | 'endpoint' | 'consent' | 'debug'>> &
  Pick<Options, 'beforeStore' | 'release'> & {
    mode: Mode
    capture: Required<Omit<CaptureOptions, 'replay'>>
    replay: false | { maskText: boolean; blockSelector?: string }
  }

/** Why options cannot be used, in words for the console. */
export class OptionError extends Error {}

/**
 * Fills in the defaults; nothing reads the user's options after this. Throws an `OptionError`
 * naming option and value.
 */
export function resolveOptions(options: Options): ResolvedOptions {
  if (!isObject(options)) throw new OptionError('init was called without options')
  checkNames(options, OPTIONS, '')
  const { key, endpoint, beforeStore, release, capture = {} } = options

  if (typeof key !== 'string' || key === '') {
    throw invalid('key', key, 'the capture key of your project, `uc_pk_…`')
  }
  if (key.startsWith('uc_sk_')) {
    throw new OptionError(
      'option `key` holds a secret project key, which must never stand in a page; use the capture key, `uc_pk_…`',
    )
  }
  if (beforeStore !== undefined && typeof beforeStore !== 'function') {
    throw invalid('beforeStore', beforeStore, 'a function')
  }
  if (release !== undefined && typeof release !== 'string') {
    throw invalid('release', release, 'a text')
  }

  return {
    key,
    endpoint: resolveEndpoint(endpoint),
    mode: oneOf('mode', options.mode, MODES),
    consent: oneOf('consent', options.consent ?? 'not-required', CONSENTS),
    debug: flag('debug', options.debug, false),
    ...resolveCapture(capture),
    ...(beforeStore && { beforeStore }),
    ...(release !== undefined && { release }),
  }
}

function resolveEndpoint(endpoint: unknown): string {
  const wanted = 'the address of the collector, e.g. https://casefile.example.com, or a path'
  if (typeof endpoint !== 'string' || endpoint === '') throw invalid('endpoint', endpoint, wanted)
  // A word without scheme or slash would quietly become a path of the page's own server.
  if (!/^(https?:)?\//i.test(endpoint)) throw invalid('endpoint', endpoint, wanted)
  try {
    const { origin, pathname } = new URL(endpoint, location.href)
    return origin + pathname.replace(/\/+$/, '')
  } catch {
    throw invalid('endpoint', endpoint, wanted)
  }
}

function resolveCapture(capture: unknown): Pick<ResolvedOptions, 'capture' | 'replay'> {
  if (!isObject(capture)) throw invalid('capture', capture, 'an object, e.g. { console: false }')
  checkNames(capture, SOURCES, 'capture.')

  const { replay = true, ...sources } = capture as CaptureOptions
  const on = (name: Exclude<(typeof SOURCES)[number], 'replay'>) =>
    flag(`capture.${name}`, sources[name], true)

  return {
    capture: {
      console: on('console'),
      errors: on('errors'),
      fetch: on('fetch'),
      xhr: on('xhr'),
      storage: on('storage'),
      clicks: on('clicks'),
      navigation: on('navigation'),
    },
    replay: resolveReplay(replay),
  }
}

function resolveReplay(replay: unknown): ResolvedOptions['replay'] {
  if (replay === false) return false
  if (replay === true) return { maskText: true }
  if (!isObject(replay)) throw invalid('capture.replay', replay, 'true, false or an object')
  checkNames(replay, ['maskText', 'blockSelector'], 'capture.replay.')

  const { maskText, blockSelector } = replay as ReplayOptions
  if (blockSelector !== undefined) checkSelector('capture.replay.blockSelector', blockSelector)
  return {
    maskText: flag('capture.replay.maskText', maskText, true),
    ...(blockSelector !== undefined && { blockSelector }),
  }
}

/** An invalid selector would match nothing, so what it was to hide would be recorded. */
function checkSelector(name: string, selector: unknown): void {
  try {
    document.createDocumentFragment().querySelector(selector as string)
    if (typeof selector === 'string' && selector !== '') return
  } catch {
    // Said below.
  }
  throw invalid(name, selector, 'a CSS selector')
}

/** A misspelt option would silently not do what it was written for. */
function checkNames(options: object, known: readonly string[], prefix: string): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    throw new OptionError(
      `option \`${prefix}${name}\` does not exist; there are ${known.map((one) => prefix + one).join(', ')}`,
    )
  }
}

function oneOf<const Choice extends string>(
  name: string,
  value: unknown,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  if (value === undefined) return choices[0]
  const choice = choices.find((one) => one === value)
  if (!choice) throw invalid(name, value, choices.map((one) => `'${one}'`).join(' or '))
  return choice
}

function flag(name: string, value: unknown, byDefault: boolean): boolean {
  if (value === undefined) return byDefault
  if (typeof value !== 'boolean') throw invalid(name, value, 'true or false')
  return value
}

function invalid(name: string, value: unknown, wanted: string): OptionError {
  return new OptionError(`option \`${name}\` is ${describe(value)}; it must be ${wanted}`)
}

function describe(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return typeof value
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
