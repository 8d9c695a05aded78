import { whenLoadedAndIdle } from '../browser/when-idle.ts'
import { ReportError } from '../report-error.ts'
import type { Draft, SentReport } from './send-report.ts'
import type { StartDeliveryOptions, StartedDelivery } from './start-delivery.ts'

/** Loads the chunk that talks to the collector. */
export type LoadDelivery = () => Promise<typeof import('./start-delivery.ts')>

/** Delivery from the first moment on: until its chunk is there, entries wait on the device. */
export interface LazyDelivery extends Omit<StartedDelivery, 'comeBack'> {
  comeBack(): void
  /** Loads the chunk in idle time, and delivers what is there. */
  begin(): void
}

export function createLazyDelivery(
  load: LoadDelivery,
  options: StartDeliveryOptions,
): LazyDelivery {
  let delivery: StartedDelivery | undefined
  let loading: Promise<StartedDelivery> | undefined
  let stopped = false

  const get = () =>
    (loading ??= load().then(
      ({ startDelivery }) => (delivery ??= startDelivery(options)),
      (error: unknown) => {
        // A deploy that took the chunk away, or no network: entries wait for the next page.
        options.debug(`The delivery chunk did not load: ${String(error)}`)
        loading = undefined
        throw error
      },
    ))

  return {
    begin() {
      whenLoadedAndIdle(() => {
        if (!stopped)
          void get().then(
            ({ notice }) => notice(),
            () => {},
          )
      }, options.natives)
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

    leave() {
      if (delivery) delivery.leave()
      else void options.writeAhead.write()
    },

    comeBack: () => delivery?.comeBack(),

    stop() {
      stopped = true
      delivery?.stop()
    },
  }
}
