/**
 * What the SDK records, one shape a kind of event. The wire knows fewer kinds (see `wire.ts`);
 * inside the SDK and in the inbox these shapes are used.
 *
 * `time` is epoch milliseconds, `duration` is milliseconds, sizes end in `Bytes`.
 */
export type CaptureEvent =
  ConsoleEvent | ErrorEvent | NetworkEvent | StorageEvent | ClickEvent | NavigationEvent | LossEvent

/** A value that survives JSON unchanged. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export type Level = 'error' | 'warn' | 'info' | 'debug'

/** One console call. */
export interface ConsoleEvent {
  type: 'console'
  time: number
  level: Level
  /** The console method that was called, e.g. `table`. */
  method: string
  /** The arguments as one line of text, `%` format applied. */
  message: string
  /** The arguments as JSON-safe previews, within a byte budget. */
  args: Json[]
  /** Where the call came from; present for error, warn, trace and assert. */
  stack?: string
}

/** Something that went wrong without the page saying so through the console. */
export interface ErrorEvent {
  type: 'error'
  time: number
  /** `resource` is an image, script, style sheet or media file that did not load. */
  source: 'uncaught' | 'unhandledrejection' | 'captured' | 'resource'
  /** The error's class name, e.g. `TypeError`; for a resource the element's tag, e.g. `img`. */
  name: string
  message: string
  stack?: string
  /** The script or the resource concerned. */
  url?: string
  line?: number
  column?: number
}

/** One request made by the page's own code. */
export interface NetworkEvent {
  type: 'network'
  /** When the request began. */
  time: number
  api: 'fetch' | 'xhr'
  method: string
  url: string
  /** `failed` never got an answer: offline, refused, CORS. */
  outcome: 'completed' | 'failed' | 'aborted' | 'timeout'
  /** The HTTP status; 0 when there was no answer. */
  status: number
  duration: number
  /** Why there was no answer, in the browser's words. */
  error?: string
  requestBytes?: number
  responseBytes?: number
}

/** A change of localStorage or sessionStorage. Values are never recorded, only their size. */
export interface StorageEvent {
  type: 'storage'
  time: number
  area: 'local' | 'session'
  operation: 'set' | 'remove' | 'clear'
  /** Absent for `clear`. */
  key?: string
  valueBytes?: number
}

/** A click, or a key press that the browser turned into one. */
export interface ClickEvent {
  type: 'click'
  time: number
  /** A CSS selector that found exactly this element at the time; ` >>> ` crosses a shadow root. */
  selector: string
  /** Lower-case tag name. */
  tag: string
  /** ARIA role, explicit or implied by the tag. */
  role?: string
  /** What a person would call the element: its label, caption or text; empty when masked. */
  text: string
}

/** The page was loaded, or its address changed without a load. */
export interface NavigationEvent {
  type: 'navigation'
  time: number
  kind: 'load' | 'reload' | 'back-forward' | 'push' | 'replace' | 'pop' | 'hash'
  /** The address before; for a load the referrer. Empty when there is none. */
  from: string
  to: string
  /** `document.title`, on loads. */
  title?: string
}

/** Entries that should have been here and are not. */
export interface LossEvent {
  type: 'loss'
  time: number
  reason: LossReason
  count: number
}

/**
 * - `rate`: the page logged faster than is useful
 * - `size`: one entry was too large
 * - `storage`: the device's storage was full or refused
 * - `age`: kept on the device for longer than the limit
 * - `rejected`: the collector did not accept it
 */
export type LossReason = 'rate' | 'size' | 'storage' | 'age' | 'rejected'

/** An event with its place in the session: unique by session, tab and sequence number. */
export type RecordedEvent = CaptureEvent & {
  /** Counts up by one an event within a tab. */
  seq: number
  tabId: string
}
