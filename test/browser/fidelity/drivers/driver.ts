import { launchChromium } from './chromium.ts'
import { launchFirefox } from './firefox.ts'
import { launchWebkit } from './webkit.ts'
import type { Engine } from '../harness/scenario.ts'

/** Pages report by themselves, so all a browser must do is to open them. */
export interface Driver {
  /** Opens the page, in a tab that no other visit is using, until it has told what it saw. */
  visit<Told>(url: string, told: Promise<Told>): Promise<Told>
  close(): Promise<void>
}

const LAUNCHERS: Record<Engine, () => Promise<Driver>> = {
  chromium: launchChromium,
  firefox: launchFirefox,
  webkit: launchWebkit,
}

/** The engine to test, from `CASEFILE_ENGINE`. */
export function chosenEngine(): Engine {
  const name = process.env.CASEFILE_ENGINE ?? 'chromium'
  if (!Object.hasOwn(LAUNCHERS, name)) throw new Error(`CASEFILE_ENGINE names no engine: ${name}`)
  return name as Engine
}

export function launchDriver(engine: Engine): Promise<Driver> {
  return LAUNCHERS[engine]()
}
