import type { Draft, SentReport } from './report/send-report.ts'
import type { StartDeliveryOptions, StartedDelivery } from './start-delivery.ts'
import type { LateCode } from './late-code.ts'
import { ReportError } from './report-error.ts'

/** Delivery from the first moment on: until its code is there, entries wait on the device. */
export interface LazyDelivery extends StartedDelivery {
  /** Delivers what is there as soon as the code is. */
  begin(): void
}

export function createLazyDelivery(late: LateCode, options: StartDeliveryOptions): LazyDelivery {
  let delivery: StartedDelivery | undefined
  let stopped = false

  const get = async () => {
    const { startDelivery } = await late.get()
    return (delivery ??= startDelivery(options))
  }

  return {
    begin() {
      late.afterLoad(() => {
        if (stopped) return
        void get()
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
        throw new ReportError('unreachable', 'Casefile could not load all of its code', { cause })
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

    comeBack: () => delivery?.comeBack(),

    forget: () => delivery?.forget(),

    stop() {
      stopped = true
      delivery?.stop()
    },
  }
}
