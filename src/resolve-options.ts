import { isSelector } from './browser/is-selector.ts'
import { SOURCE_NAMES, type SourceName } from './install-sources.ts'
import type { Mode, Options } from './options.ts'
import { isSecretKey } from './protocol/redaction/secret-key.ts'
import { resolveSelectors, type Selectors } from './privacy/selectors.ts'
import type { Sampling } from './sampling.ts'
import type { Sharing } from './session/visit.ts'

/** Of what type an option is that may be left out and has no other conditions. */
const TYPES = {
  beforeStore: 'function',
  release: 'string',
  maxBufferBytes: 'number',
  maxBufferAge: 'number',
}

/** From the one that sends most to the one that keeps most back. */
const MODES: readonly [Mode, ...Mode[]] = ['always', 'on-error', 'on-report']

const SWITCH = [false, true] as const

/** What an option may be, the default first. */
const CHOICES = {
  mode: MODES,
  consent: ['not-required', 'required'],
  respectGpc: SWITCH,
  respectDnt: SWITCH,
  session: ['tab', 'browser'],
  debug: SWITCH,
} as const

type Chosen = { [Name in keyof typeof CHOICES]: (typeof CHOICES)[Name][number] }

const OPTIONS = [
  'key',
  'endpoint',
  'capture',
  'privacy',
  'tags',
  'sampleRate',
  ...Object.keys(CHOICES),
  ...Object.keys(TYPES),
]

const SELECTORS = ['maskSelector', 'blockSelector', 'ignoreSelector']

export type ResolvedOptions = Pick<Options, 'key' | 'endpoint' | keyof typeof TYPES> & {
  sampling: Sampling
  tags: { [name: string]: string }
  needsConsent: boolean
  session: Sharing
  debug: boolean
  capture: { [Name in SourceName]: boolean }
  /** In lower case. */
  responseHeaders: string[]
  /** See `capture.storage.values`. */
  storedValues: string[]
  selectors: Selectors
  replay: false | { maskText: boolean }
}

/** Why options cannot be used, in words for the console. */
export class OptionError extends Error {}

/**
 * Fills in the defaults; nothing reads the user's options after this. Throws an `OptionError`
 * naming option and value.
 */
export function resolveOptions(options: Options): ResolvedOptions {
  const given = named('options', options, OPTIONS)
  const { key } = options
  const chosen = resolveChoices(given)
  const capture = named('capture', given.capture ?? {}, [
    ...SOURCE_NAMES,
    'responseHeaders',
    'replay',
  ])

  const values = resolveStoredValues(capture.storage)

  // A secret is not told to whoever reads the console.
  const isSecret = String(key).startsWith('uc_sk_')
  const isKey = key && typeof key === 'string' && !isSecret
  check('key', isSecret ? 'uc_sk_…' : key, isKey, 'your capture key, uc_pk_…')
  checkTypes(given)

  return {
    // What has no default, or has it elsewhere.
    ...options,
    endpoint: resolveEndpoint(given.endpoint),
    sampling: resolveSampling(chosen.mode, given.sampleRate),
    tags: resolveTags(given.tags),
    needsConsent: needsConsent(chosen),
    session: chosen.session,
    debug: chosen.debug,
    capture: Object.fromEntries(
      SOURCE_NAMES.map((name) => [
        name,
        (name === 'storage' && values !== undefined) ||
          oneOf(`capture.${name}`, capture[name], [true, false]),
      ]),
    ) as ResolvedOptions['capture'],
    responseHeaders: resolveHeaders(capture.responseHeaders),
    storedValues: values ?? [],
    selectors: resolvePrivacy(given.privacy),
    replay: resolveReplay(capture.replay),
  }
}

function resolveChoices(given: { [name: string]: unknown }): Chosen {
  return Object.fromEntries(
    Object.entries(CHOICES).map(([name, choices]) => [
      name,
      oneOf<unknown>(name, given[name], choices),
    ]),
  ) as unknown as Chosen
}

function resolveEndpoint(endpoint: unknown): string {
  let url: URL | undefined
  try {
    // A word without scheme or slash would quietly become a path of the page's own server.
    if (/^(https?:\/)?\//i.test(String(endpoint))) url = new URL(String(endpoint), location.href)
  } catch {
    // Said below.
  }
  check('endpoint', endpoint, url, 'the collector, https://… or /…')
  return url.origin + url.pathname.replace(/\/+$/, '')
}

/** A signal counts where the app respects it; it is read once, like every option. */
function needsConsent({ consent, respectGpc, respectDnt }: Chosen): boolean {
  const { globalPrivacyControl, doNotTrack } = navigator as Signals
  return (
    consent === 'required' ||
    (respectGpc && globalPrivacyControl === true) ||
    (respectDnt && doNotTrack === '1')
  )
}

/** https://www.w3.org/TR/gpc/ is not in TypeScript's library yet. */
type Signals = Navigator & { globalPrivacyControl?: boolean }

function resolveHeaders(headers: unknown = []): string[] {
  const isName = (name: unknown) =>
    typeof name === 'string' && /^[\w-]+$/.test(name) && !isSecretKey(name)
  const isValid = Array.isArray(headers) && headers.every(isName)
  check('capture.responseHeaders', headers, isValid, 'a list of header names that hold no secret')
  return (headers as string[]).map((name) => name.toLowerCase())
}

function resolveReplay(replay: unknown = true): ResolvedOptions['replay'] {
  if (typeof replay === 'boolean') return replay && { maskText: true }

  const { maskText } = named('capture.replay', replay, ['maskText'])
  return { maskText: oneOf('capture.replay.maskText', maskText, [true, false]) }
}

/** A number is the rate of the mode itself. A rate of a mode that is never reached is a mistake. */
function resolveSampling(mode: Mode, given: unknown): Sampling {
  const modes = MODES.slice(MODES.indexOf(mode))
  const rates = typeof given === 'object' ? named('sampleRate', given, modes) : { [mode]: given }

  return modes.map((step) => {
    const rate = rates[step] ?? (step === mode || step === 'on-report' ? 1 : 0)
    const isRate = typeof rate === 'number' && rate >= 0 && rate <= 1
    check('sampleRate', given, isRate, 'from 0 to 1')
    return [step, rate as number]
  })
}

function resolveTags(given: unknown = {}): ResolvedOptions['tags'] {
  const tags = Object(given) as ResolvedOptions['tags']
  const areTexts = Object.values(tags).every((tag) => typeof tag === 'string')
  check('tags', given, typeof given === 'object' && areTexts, 'an object of texts')
  return { ...tags }
}

/** `undefined` where the option is only a switch. */
function resolveStoredValues(given: unknown): string[] | undefined {
  if (typeof given !== 'object') return undefined
  const { values = [] } = named('capture.storage', given, ['values'])
  const isList = Array.isArray(values) && values.every((name) => typeof name === 'string')
  check('capture.storage.values', values, isList, 'a list')
  return values as string[]
}

/** An invalid selector would match nothing, so what it was to hide would be recorded. */
function resolvePrivacy(privacy: unknown = {}): Selectors {
  const given = named('privacy', privacy, SELECTORS)
  for (const [name, selector] of Object.entries(given)) {
    const isValid = selector === undefined || isSelector(selector)
    check(`privacy.${name}`, selector, isValid, 'a CSS selector')
  }
  return resolveSelectors(given)
}

function checkTypes(given: { [name: string]: unknown }): void {
  for (const [name, type] of Object.entries(TYPES)) {
    const value = given[name]
    check(name, value, value === undefined || typeof value === type, `a ${type}`)
  }
}

/** A misspelt option would silently not do what it was written for. */
function named(
  name: string,
  value: unknown,
  known: readonly string[],
): { [name: string]: unknown } {
  check(name, value, typeof value === 'object' && value !== null, 'an object')
  for (const key of Object.keys(value as object)) {
    if (!known.includes(key)) {
      throw new OptionError(`\`${key}\` is not one of ${name}: ${known.join(', ')}`)
    }
  }
  return value as { [name: string]: unknown }
}

/** The value when it is one of the choices; the first choice when there is none. */
function oneOf<const Choice>(
  name: string,
  value: unknown,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const choice = value === undefined ? choices[0] : choices.find((one) => one === value)
  if (choice === undefined) check(name, value, false, choices.join(' or '))
  return choice as Choice
}

function check(name: string, value: unknown, valid: unknown, wanted: string): asserts valid {
  if (valid) return
  let shown: string = typeof value
  try {
    shown = JSON.stringify(value) ?? shown
  } catch {
    // A cycle, say: its type has to do.
  }
  throw new OptionError(`option \`${name}\` is ${shown}; it must be ${wanted}`)
}
