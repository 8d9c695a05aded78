import { launchChromium } from './chromium.ts'
import type { Engine } from './engine.ts'
import { launchFirefox } from './firefox.ts'
import { launchWebkit } from './webkit.ts'

/** What not every engine lets a program do to it. */
export type Ability = 'crash' | 'restart' | 'limit storage'

interface Launcher {
  launch(profile: string): Promise<Engine>
  able: readonly Ability[]
}

const LAUNCHERS = {
  chromium: { launch: launchChromium, able: ['crash', 'restart', 'limit storage'] },
  firefox: { launch: launchFirefox, able: ['restart'] },
  // Driven by a program, it forgets its profile.
  webkit: { launch: launchWebkit, able: [] },
} satisfies Record<string, Launcher>

export type EngineName = keyof typeof LAUNCHERS

/** The engine to play in, from `CASEFILE_ENGINE`. */
export function chosenEngine(): EngineName {
  const name = process.env.CASEFILE_ENGINE ?? 'chromium'
  if (!Object.hasOwn(LAUNCHERS, name)) throw new Error(`CASEFILE_ENGINE names no engine: ${name}`)
  return name as EngineName
}

export function isAble(name: EngineName, needs: readonly Ability[]): boolean {
  const { able }: Launcher = LAUNCHERS[name]
  return needs.every((need) => able.includes(need))
}

export function launchEngine(name: EngineName, profile: string): Promise<Engine> {
  return LAUNCHERS[name].launch(profile)
}
