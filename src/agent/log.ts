/* eslint-disable no-console -- whoever builds an agent must hear why its runs do not arrive */
import { isDebug } from './settings.ts'

const told = new Set<string>()

/** Warns of what a developer can mend; of the same thing once. */
export function warn(message: string): void {
  if (told.has(message)) return
  told.add(message)
  console.warn(`[casefile] ${message}`)
}

/** Says that something was lost, each time. */
export function complain(message: string): void {
  console.error(`[casefile] ${message}`)
}

export function debug(message: string): void {
  if (isDebug()) console.debug(`[casefile] ${message}`)
}
