import { type Environment, readEnvironment } from '../browser/environment.ts'
import { listen } from '../browser/listen.ts'
import type { Capture } from './types.ts'

export interface EnvironmentOptions {
  release?: string | undefined
  tags: { [name: string]: string }
}

/** A window that is dragged larger changes at every frame. */
const SETTLE_TIME = 500

/** Media features whose change a page may answer to by looking different. */
const PREFERENCES = [
  '(prefers-color-scheme: dark)',
  '(prefers-reduced-motion: reduce)',
  '(forced-colors: active)',
]

/** Emits what browser and device are like, and again when that changes. */
export const captureEnvironment: Capture<EnvironmentOptions> = (emit, { release, tags }) => {
  let installed = true
  let known: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const take = (facts: Environment) => {
    const essence = essenceOf(facts)
    if (!installed || essence === known) return
    known = essence
    emit({
      type: 'environment',
      time: Date.now(),
      facts: {
        ...facts,
        ...(release !== undefined && { release }),
        ...(Object.keys(tags).length > 0 && { tags }),
      },
    })
  }

  // Nothing of it may become an unhandled rejection of the page.
  const read = () =>
    void readEnvironment()
      .then(take)
      .catch(() => {})

  const readSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(read, SETTLE_TIME)
  }

  const { connection } = navigator as { connection?: unknown }
  const uninstallers = [
    listen(window, 'resize', readSoon),
    listen(window, 'languagechange', readSoon),
    ...PREFERENCES.map((query) => listen(matchMedia(query), 'change', readSoon)),
    ...(connection instanceof EventTarget ? [listen(connection, 'change', readSoon)] : []),
  ]

  read()

  return () => {
    installed = false
    clearTimeout(timer)
    for (const uninstall of uninstallers) uninstall()
  }
}

/**
 * What must differ for a second event. Not the height, which changes with every bar and keyboard
 * that slides in on a phone, and not numbers that waver by themselves.
 */
function essenceOf(facts: Environment): string {
  const { viewport, connection, colorScheme, reducedMotion, forcedColors, languages } = facts
  const { width, pixelRatio } = viewport as Environment
  const { effectiveType, saveData } = (connection ?? {}) as Environment
  return JSON.stringify([
    [width, pixelRatio, effectiveType ?? null, saveData ?? null],
    [colorScheme, reducedMotion, forcedColors, languages],
  ])
}
