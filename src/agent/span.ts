import type { StatusCode } from './wire.ts'
import { toIso } from './to-iso.ts'

/** What a run, a step and a tool call have in common: they begin, go well or not, and end once. */
export interface Span {
  isOpen(): boolean
  /** Makes a change. Refused, by an error, once it has ended; nothing happens once it is given up. */
  change(apply: () => void): void
  status(code: StatusCode, message?: string): void
  endAt(time: Date): void
  /** Ends it. */
  end(): void
  fail(message?: unknown): void
  /** Whoever still holds it has not noticed that it is over, and must not fail by that. */
  giveUp(): void
  isGivenUp(): boolean
  fields(): {
    start_time: string
    end_time: string
    status_code: StatusCode
    status_message?: string
  }
}

export function createSpan(name: string, startTime: Date | number = Date.now()): Span {
  const start = toIso(startTime)
  let end: string | undefined
  let code: StatusCode = 0
  let message: string | undefined
  let state: 'open' | 'ended' | 'given up' = 'open'

  const change = (apply: () => void) => {
    if (state === 'given up') return
    if (state === 'ended') throw new Error(`[casefile] ${name} has ended and cannot be changed`)
    apply()
  }

  const close = () => {
    // A start of one's own may lie ahead of the clock.
    const now = toIso(Date.now())
    end ??= now < start ? start : now
    state = 'ended'
  }

  return {
    isOpen: () => state === 'open',
    change,

    status: (given, text) =>
      change(() => {
        if (given !== 0 && given !== 2) {
          throw new Error('[casefile] A status is 0 (ok) or 2 (error)')
        }
        code = given
        message = text ?? message
      }),

    endAt: (time) => change(() => (end = toIso(time))),
    end: () => change(close),
    fail: (thrown) =>
      change(() => {
        code = 2
        message = toMessage(thrown) || message
        close()
      }),

    giveUp: () => (state = 'given up'),
    isGivenUp: () => state === 'given up',

    fields: () => ({
      start_time: start,
      end_time: end ?? start,
      status_code: code,
      ...(message !== undefined && { status_message: message }),
    }),
  }
}

function toMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown ?? '')
}
