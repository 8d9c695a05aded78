import { guard } from '../lib/guard.ts'
import type { Emit } from './types.ts'

interface Throttle {
  /** Whether one more is within the limit; counts it as dropped if not. */
  allow: () => boolean
  /** Reports what has been dropped and not reported yet. */
  stop: () => void
}

/**
 * Lets `limit` through in each `window` milliseconds, by default a second. What it turned away is
 * counted in one `loss` event when that time is over.
 */
export function createThrottle(limit: number, emit: Emit, window = 1000): Throttle {
  let windowEnd = 0
  let passed = 0
  let dropped = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const report = guard(() => {
    clearTimeout(timer)
    const count = dropped
    dropped = 0
    if (count) emit({ type: 'loss', time: Date.now(), reason: 'rate', count })
  })

  return {
    allow() {
      const now = performance.now()
      if (now >= windowEnd) {
        report()
        windowEnd = now + window
        passed = 0
      }
      passed += 1
      if (passed <= limit) return true
      dropped += 1
      if (dropped === 1) timer = setTimeout(report, windowEnd - now)
      return false
    },
    stop: report,
  }
}
