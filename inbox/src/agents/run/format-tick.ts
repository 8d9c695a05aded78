import { formatLasting } from '../ui/format.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Ticks are round and stand close together: `20 s` and not `20.0 s`, `1:20` and not `1 min 20 s`. */
export function formatTick(tick: number): string {
  if (tick === 0) return '0'
  if (tick > MINUTE && tick < HOUR && tick % MINUTE !== 0) return clock(tick / 1_000)
  if (tick > HOUR && tick % HOUR !== 0) return `${clock(tick / MINUTE)} h`
  return formatLasting(tick).replace('.0 s', ' s')
}

/** `1:20` for 80 */
function clock(count: number): string {
  return `${Math.floor(count / 60)}:${String(count % 60).padStart(2, '0')}`
}
