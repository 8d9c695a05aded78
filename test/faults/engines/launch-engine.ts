import { launchChromium } from './chromium.ts'
import type { Engine } from './engine.ts'

const LAUNCHERS = {
  chromium: launchChromium,
} satisfies Record<string, (profile: string) => Promise<Engine>>

export type EngineName = keyof typeof LAUNCHERS

/** The engine to play in, from `CASEFILE_ENGINE`. */
export function chosenEngine(): EngineName {
  const name = process.env.CASEFILE_ENGINE ?? 'chromium'
  if (!Object.hasOwn(LAUNCHERS, name)) throw new Error(`CASEFILE_ENGINE names no engine: ${name}`)
  return name as EngineName
}

export function launchEngine(name: EngineName, profile: string): Promise<Engine> {
  return LAUNCHERS[name](profile)
}
