const WINDOW = 1000

interface Throttle {
  /** Whether one more is within the limit; counts it as dropped if not. */
  allow: () => boolean
  /** Reports what has been dropped and not reported yet. */
  stop: () => void
}

/**
 * Lets `limit` through a second. What it turned away is reported once a window, as a count,
 * when the window is over.
 */
export function createThrottle(limit: number, onDropped: (count: number) => void): Throttle {
  let windowEnd = 0
  let passed = 0
  let dropped = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const report = () => {
    clearTimeout(timer)
    const count = dropped
    dropped = 0
    if (count) onDropped(count)
  }

  return {
    allow() {
      const now = performance.now()
      if (now >= windowEnd) {
        report()
        windowEnd = now + WINDOW
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
