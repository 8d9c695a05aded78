import type { CaptureEvent } from '../protocol/index.ts'

/**
 * Takes in one event. Never throws, never waits.
 *
 * What takes longer to find out and may be found out later comes with `finish`: it is called
 * within 250 ms, before the event is redacted and stored.
 */
export type Emit = (event: CaptureEvent, finish?: () => object | undefined) => void

/** Gives what is put over the event's fields; `undefined` takes the event back. */
export type Finish<Event extends CaptureEvent> = () => Partial<Event> | undefined

/** Hears of every event as it is emitted, not finished yet. */
export type Subscribe = (listener: (event: CaptureEvent) => void) => Uninstall

/**
 * Hears that what a source holds back is due: the page is hidden, frozen or left, or a report is
 * sent. What is emitted in the listener is still written, and goes with the report.
 */
export type OnFlush = (listener: () => void) => Uninstall

/** Undoes an installation; calling it twice is harmless. */
export type Uninstall = () => void

/**
 * One capture source: observes one thing on the page and emits events about it until it is
 * uninstalled. It has no state outside the call, never changes what the page sees, and goes on
 * forwarding the page's own calls whatever happens to it.
 */
export type Capture<Options> = (emit: Emit, options: Options) => Uninstall

/** For sources that need none. */
export type NoOptions = object | void

export interface NetworkOptions {
  /** Requests to such an absolute address are not recorded: they are our own. */
  ignoreUrl: (url: string) => boolean
}
