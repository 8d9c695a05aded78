import type { CaptureEvent } from '../protocol/index.ts'

/** Takes in one event. Never throws, never waits. */
export type Emit = (event: CaptureEvent) => void

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
