import { UnusableValue } from './option.ts'

/** Reads a whole number within bounds. `what` completes "is not …". */
export function wholeNumber(
  what: string,
  { from, to }: { from: number; to: number },
): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (/^\d{1,15}$/.test(text) && number >= from && number <= to) return number
    throw new UnusableValue(`is not ${what}; give a number from ${from} to ${to}.`)
  }
}

/** Reads one of several words. `what` completes "is not …". */
export function oneOf<Word extends string>(what: string, words: readonly Word[]) {
  return (text: string): Word => {
    const word = words.find((known) => known === text)
    if (word !== undefined) return word
    throw new UnusableValue(`is not ${what}; give ${words.join(', ')}.`)
  }
}

const UNITS: Record<string, number> = { '': 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 }

/** Reads a size in bytes, e.g. `20GB`, `500MB` or `1000000`; units are powers of 1000. */
export function byteSize(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,3})?)\s*([KMGT]?)B?$/i.exec(text) ?? []
  if (digits !== undefined) return Math.round(Number(digits) * (UNITS[unit.toUpperCase()] ?? 1))
  throw new UnusableValue('is not a size; give bytes with a unit, e.g. 500MB or 20GB.')
}

const PERIODS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads a period in milliseconds, e.g. `30m`, `12h` or `7d`; `0` is none. */
export function period(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,5})([mhd])$/i.exec(text.trim()) ?? []
  if (digits !== undefined) return Number(digits) * (PERIODS[unit.toLowerCase()] ?? 1)
  if (text.trim() === '0') return 0
  throw new UnusableValue('is not a period; give minutes, hours or days, e.g. 30m, 12h or 7d.')
}
