import type { Draft, SentReport } from './report/send-report.ts'
import type { StartDeliveryOptions, StartedDelivery } from './start-delivery.ts'
import { whenLoaded } from './browser/page-load.ts'
import { inTime } from './lib/in-time.ts'
import type { LazyCode } from './lib/lazy-code.ts'
import { ReportError } from './report-error.ts'

/** Delivery from the first moment on: until its code is there, entries wait on the device. */
export interface LazyDelivery extends StartedDelivery {
  /** Delivers what is there as soon as the code is. */
  begin(): void
}

type Late = typeof import('./late.ts')

/** Somebody waits; a chunk that has not come by then is as good as lost. */
const PATIENCE = 30_000

/** Gets the late chunk; called again after a failure. */
export type LoadLate = () => Promise<Late>

export function createLazyDelivery(
  late: LazyCode<Late>,
  options: StartDeliveryOptions,
): LazyDelivery {
  let delivery: StartedDelivery | undefined
  let stopped = false

  const start = async () => {
    const { startDelivery } = await late.get()
    // It came after all, to somebody who has given it up.
    if (stopped) throw stopped
    return (delivery ??= startDelivery(options))
  }

  /** Without a timer, a server that takes a request and never answers would be waited for for ever. */
  const get = () => inTime(start(), PATIENCE, options.natives)

  return {
    begin() {
      whenLoaded(() => {
        if (stopped) return
        // Where it does not load, entries wait for the next page.
        void start()
          .then(({ notice }) => notice())
          .catch(() => {})
      })
    },

    notice: () => delivery?.notice(),

    flush: () =>
      get().then(
        ({ flush }) => flush(),
        () => {},
      ),

    async report(draft: Draft): Promise<SentReport> {
      const { report } = await get().catch((cause: unknown) => {
        throw new ReportError('unreachable', 'Casefile could not load', { cause })
      })
      return report(draft)
    },

    // Nothing that anybody waits for: where it cannot be told, there are none.
    steps: (sessionId) =>
      get()
        .then(({ steps }) => steps(sessionId))
        .catch(() => []),

    leave() {
      if (delivery) delivery.leave()
      else void options.writeAhead.write()
    },

    forget: () => delivery?.forget(),

    stop() {
      stopped = true
      delivery?.stop()
    },
  }
}
