import { epochTime } from '../browser/epoch-time.ts'
import { guard } from '../lib/guard.ts'
import type { LongTaskEvent } from '../protocol/index.ts'
import { createThrottle } from './throttle.ts'
import type { Capture, NoOptions } from './types.ts'

/** Below this a person does not notice: a frame, and what response time guides allow. */
const LEAST_BLOCKING = 100

/** A task that is long begins to count as blocking after this, as the browsers reckon it. */
const UNBLOCKED = 50

/** On a page that stutters all the time the first ones of a minute say so as well as all. */
const MOST_PER_MINUTE = 10

const SCRIPT_LENGTH = 200

/**
 * What browsers report; TypeScript's library does not know it yet.
 * https://developer.mozilla.org/docs/Web/API/PerformanceLongAnimationFrameTiming
 */
interface LongFrame extends PerformanceEntry {
  blockingDuration?: number
  scripts?: readonly {
    duration: number
    sourceURL: string
    sourceFunctionName: string
    invoker: string
  }[]
}

/** Emits the times in which a person had to wait for 100 milliseconds or longer. */
export const captureLongTasks: Capture<NoOptions> = (emit) => {
  const types = PerformanceObserver.supportedEntryTypes
  const type = ['long-animation-frame', 'longtask'].find((name) => types.includes(name))
  if (!type) return () => {}

  const throttle = createThrottle(MOST_PER_MINUTE, emit, 60_000)

  const observer = new PerformanceObserver(
    guard((list: PerformanceObserverEntryList) => {
      for (const entry of list.getEntries() as LongFrame[]) {
        const { duration, blockingDuration } = entry
        if ((blockingDuration ?? duration - UNBLOCKED) < LEAST_BLOCKING) continue
        if (throttle.allow()) emit(describe(entry))
      }
    }),
  )
  // Also those before this code had come.
  observer.observe({ type, buffered: true })

  return () => {
    observer.disconnect()
    throttle.stop()
  }
}

function describe({ startTime, duration, blockingDuration, scripts }: LongFrame): LongTaskEvent {
  const [longest] = [...(scripts ?? [])].sort((one, other) => other.duration - one.duration)
  const file = longest?.sourceURL.replace(/[?#].*/s, '').replace(/.*\//s, '')
  const script = [file, longest?.sourceFunctionName || longest?.invoker].filter(Boolean).join(':')

  return {
    type: 'long-task',
    time: epochTime(startTime),
    duration: Math.round(duration),
    ...(blockingDuration !== undefined && { blockingDuration: Math.round(blockingDuration) }),
    ...(script && { script: script.slice(0, SCRIPT_LENGTH) }),
  }
}
