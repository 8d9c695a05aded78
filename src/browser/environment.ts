import { guard } from '../lib/guard.ts'

declare const __CASEFILE_VERSION__: string

/** What a slow answer of the browser may cost a report. */
const PATIENCE = 500

type Value = string | number | boolean | null | Value[] | { [key: string]: Value }

/** Facts as JSON knows them; those that the browser does not tell are missing. */
export type Environment = { [fact: string]: Value }

/** TypeScript's library does not know all of them yet. */
interface Device extends Navigator {
  deviceMemory?: number
  connection?: { [fact: string]: Value }
  userAgentData?: { getHighEntropyValues(hints: string[]): Promise<Environment> }
}

/** Finer than the user agent's text, which is frozen: version of the system, model of the phone. */
const HINTS = ['platformVersion', 'architecture', 'bitness', 'model', 'fullVersionList']

/** What browser, device and window are like. Asks for no permission. */
export async function readEnvironment(): Promise<Environment> {
  const device: Device = navigator
  const [platform, storage] = await Promise.all([
    inTime(async () => device.userAgentData?.getHighEntropyValues(HINTS)),
    inTime(() => device.storage.estimate()),
  ])
  const facts: { [fact: string]: Value | undefined } = {
    viewport: { width: innerWidth, height: innerHeight, pixelRatio: devicePixelRatio },
    screen: { width: screen.width, height: screen.height },
    colorScheme: matches('prefers-color-scheme: dark') ? 'dark' : 'light',
    reducedMotion: matches('prefers-reduced-motion: reduce'),
    forcedColors: matches('forced-colors: active'),
    language: device.language,
    languages: [...device.languages],
    timeZone: timeZone(),
    online: device.onLine,
    connection: pick(device.connection, ['effectiveType', 'rtt', 'downlink', 'saveData']),
    memoryGigabytes: device.deviceMemory,
    processors: device.hardwareConcurrency,
    touchPoints: device.maxTouchPoints,
    cookies: device.cookieEnabled,
    // The getter throws in a sandboxed frame.
    serviceWorker: guard(() => Boolean(device.serviceWorker.controller))(),
    platform,
    storage: pick(storage, ['quota', 'usage']),
    sdk: { version: __CASEFILE_VERSION__ },
  }
  return defined(facts)
}

/** The first use of Intl loads tables for ten milliseconds; Chromium 156 answers this one at once. */
function timeZone(): string {
  const { Temporal } = globalThis as { Temporal?: { Now: { timeZoneId(): string } } }
  return Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

function matches(feature: string): boolean {
  return matchMedia(`(${feature})`).matches
}

function pick(object: object | undefined, names: string[]): Environment | undefined {
  const all = object as { [name: string]: Value | undefined } | undefined
  return all && defined(Object.fromEntries(names.map((name) => [name, all[name]])))
}

function defined(facts: { [fact: string]: Value | undefined }): Environment {
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, Value] => fact[1] !== undefined),
  )
}

/** The answer, or `undefined` when there is none in time or at all. */
function inTime<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const giveUp = () => resolve(undefined)
    setTimeout(giveUp, PATIENCE)
    Promise.resolve().then(ask).then(resolve, giveUp)
  })
}
