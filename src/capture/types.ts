import type { CaptureEvent, NetworkEvent } from '../protocol/index.ts'

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
 * sent. What is emitted in the listener is still written, and goes with the report. `isLeft` only
 * where the page is left.
 */
export type OnFlush = (listener: (isLeft: boolean) => void) => Uninstall

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
  onFlush: OnFlush
  /** Names of response headers to record beside the usual ones, in lower case. */
  responseHeaders: readonly string[]
  /** What finds out more about a request that has ended; the late sources put it here. */
  details: { [Api in NetworkEvent['api']]?: DescribeRequest }
}

/** How a request ended. */
export interface Answer extends Pick<
  NetworkEvent,
  'outcome' | 'status' | 'error' | 'responseBytes'
> {
  /** Its headers, or all of them as one text; not recorded as they are. */
  headers?: Headers | string | undefined
}

/** A request that has ended; `start` and `end` as of `performance.now()`. */
export interface EndedRequest extends Answer {
  url: string
  start: number
  end: number
}

/** Must not throw. */
export type DescribeRequest = (request: EndedRequest) => Partial<NetworkEvent>
