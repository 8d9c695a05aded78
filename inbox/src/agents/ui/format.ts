import { formatDuration } from '../../timeline/format-value.ts'

const numbers = new Intl.NumberFormat()
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 })
const percents = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const cents = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 4,
})

const SMALLEST_COST = 0.0001

export function formatNumber(value: number): string {
  return numbers.format(value)
}

/** `12.3K` */
export function formatCompact(value: number): string {
  return compact.format(value)
}

/** A share from 0 to 1. */
export function formatPercent(share: number): string {
  return percents.format(share)
}

/** US dollars; what one call costs is a fraction of a cent. */
export function formatCost(cost: number): string {
  if (cost > 0 && cost < SMALLEST_COST) return `<$${SMALLEST_COST}`
  return cost > 0 && cost < 1 ? cents.format(cost) : dollars.format(cost)
}

/** How long something took, in milliseconds: `340 ms`, `2.1 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatLasting(duration: number): string {
  const seconds = Math.round(duration / 1_000)
  if (seconds < 60) return formatDuration(duration)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return withRest(`${minutes} min`, seconds % 60, 's')
  return withRest(`${numbers.format(Math.floor(minutes / 60))} h`, minutes % 60, 'min')
}

function withRest(whole: string, rest: number, unit: string): string {
  return rest === 0 ? whole : `${whole} ${rest} ${unit}`
}

/** `1 run`, `2 runs` */
export function formatPlural(count: number, noun: string): string {
  return `${numbers.format(count)} ${noun}${count === 1 ? '' : 's'}`
}
