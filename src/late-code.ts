import { whenLoaded } from './browser/page-load.ts'

type Late = typeof import('./late.ts')

/** Gets the late chunk; called again after a failure. */
export type LoadLate = () => Promise<Late>

/** The late chunk, once it is there. */
export interface LateCode {
  current(): Late | undefined
  /** Asks for the chunk now. Rejects when it cannot be loaded, and tries again on the next call. */
  get(): Promise<Late>
  /** Asks for it when the page has loaded, and runs `run` when it is there. */
  afterLoad(run: (late: Late) => void): void
}

export function createLateCode(load: LoadLate, debug: (message: string) => void): LateCode {
  let current: Late | undefined
  let loading: Promise<Late> | undefined

  const get = () =>
    (loading ??= load().then(
      (late) => (current = late),
      (error: unknown) => {
        // A deploy that took the chunk away, or no network: entries wait for the next page.
        debug(`The late chunk did not load: ${String(error)}`)
        loading = undefined
        throw error
      },
    ))

  return {
    current: () => current,
    get,
    afterLoad: (run) =>
      whenLoaded(
        () =>
          void get()
            .then(run)
            .catch(() => {}),
      ),
  }
}
