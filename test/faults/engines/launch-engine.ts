import { launchChromium } from './chromium.ts'
import type { Engine } from './engine.ts'
import { launchFirefox } from './firefox.ts'
import { launchWebkit } from './webkit.ts'

/** What not every engine lets a program do to it. */
export type Ability = 'crash' | 'restart' | 'limit storage'

interface Launcher {
  launch(profile: string): Promise<Engine>
  /** What it cannot do, and why. */
  unable: { readonly [Name in Ability]?: string }
}

const NO_CRASH = 'no command ends the process of one page'
const NO_LIMIT = 'no command limits what an origin may store'

const LAUNCHERS = {
  chromium: { launch: launchChromium, unable: {} },
  firefox: { launch: launchFirefox, unable: { crash: NO_CRASH, 'limit storage': NO_LIMIT } },
  webkit: {
    launch: launchWebkit,
    unable: {
      crash: 'its driver ends the session with the process of a page',
      restart: 'driven by a program, it forgets its profile',
      'limit storage': NO_LIMIT,
    },
  },
} satisfies Record<string, Launcher>

export type EngineName = keyof typeof LAUNCHERS

/** The engine to play in, from `CASEFILE_ENGINE`. */
export function chosenEngine(): EngineName {
  const name = process.env.CASEFILE_ENGINE ?? 'chromium'
  if (!Object.hasOwn(LAUNCHERS, name)) throw new Error(`CASEFILE_ENGINE names no engine: ${name}`)
  return name as EngineName
}

/** Why the engine cannot play a row that needs that; `undefined` where it can. */
export function whyUnable(name: EngineName, needs: readonly Ability[]): string | undefined {
  const { unable }: Launcher = LAUNCHERS[name]
  return needs.map((need) => unable[need]).find((why) => why !== undefined)
}

export function launchEngine(name: EngineName, profile: string): Promise<Engine> {
  return LAUNCHERS[name].launch(profile)
}
