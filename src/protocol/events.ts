/**
 * What the SDK records, one shape a kind of event. The wire knows fewer kinds (see `wire-entry.ts`);
 * inside the SDK and in the inbox these shapes are used.
 *
 * `time` is epoch milliseconds, `duration` is milliseconds, sizes end in `Bytes`.
 */
export type CaptureEvent =
  | ConsoleEvent
  | ErrorEvent
  | NetworkEvent
  | SocketEvent
  | StorageEvent
  | ClickEvent
  | FrustrationEvent
  | InputEvent
  | NavigationEvent
  | PageEvent
  | VitalEvent
  | LongTaskEvent
  | EnvironmentEvent
  | LossEvent

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
  /**
   * - `captured`: handed to `captureException`
   * - `resource`: an image, script, style sheet or media file that did not load
   * - `csp`: the page's Content-Security-Policy refused something
   * - `report`: the browser's own words, e.g. an intervention
   */
  source: 'uncaught' | 'unhandledrejection' | 'captured' | 'resource' | 'csp' | 'report'
  /**
   * The error's class name, e.g. `TypeError`; for a resource the element's tag, for `csp` the
   * directive, for `report` its type.
   */
  name: string
  message: string
  stack?: string
  /** The errors behind it, nearest first: the chain of `cause`, then an AggregateError's `errors`. */
  causes?: ErrorCause[]
  /** What the app said about it: `captureException(error, context)`. */
  context?: Json
  /** The script or the resource concerned. */
  url?: string
  line?: number
  column?: number
}

export interface ErrorCause {
  name: string
  message: string
  stack?: string
}

/** One request made by the page's own code. */
export interface NetworkEvent {
  type: 'network'
  /** When the request began. */
  time: number
  api: 'fetch' | 'xhr' | 'beacon'
  method: string
  url: string
  /**
   * - `failed`: never got an answer; see `failure`
   * - `pending`: had no answer when the page was left or a report was sent
   * - `queued`: a beacon the browser took over; nobody learns its answer
   */
  outcome: 'completed' | 'failed' | 'aborted' | 'timeout' | 'pending' | 'queued'
  /** The HTTP status; 0 when there was no answer. */
  status: number
  duration: number
  /**
   * What is known of a failure: the device was offline, the page's Content-Security-Policy refused
   * it, or it went to another origin, where a browser does not tell a missing CORS header from a
   * dead server.
   */
  failure?: 'offline' | 'blocked' | 'cross-origin' | 'network'
  /** Why there was no answer, in the browser's words. */
  error?: string
  requestBytes?: number
  /** The body as it came over the network, decoded. */
  responseBytes?: number
  /** Bytes on the wire, headers included; 0 from the cache. Absent where the origin hides it. */
  transferBytes?: number
  /** Where the time went, in milliseconds. */
  timings?: NetworkTimings
  /** Headers of the answer that help and tell nothing of a person; see `responseHeaders`. */
  responseHeaders?: { [name: string]: string }
  /** The call stack of the code that made the request. */
  initiator?: string
}

/** Phases in their order. Those of a connection that was open already are missing. */
export interface NetworkTimings {
  redirect?: number
  dns?: number
  /** TCP and TLS. */
  connect?: number
  /** From the request to the first byte of the answer. */
  wait?: number
  download?: number
}

/** A step in the life of a WebSocket or an EventSource. What they carry is never recorded. */
export interface SocketEvent {
  type: 'socket'
  time: number
  api: 'websocket' | 'eventsource'
  url: string
  /** `failed` never opened, or ended without being closed. */
  phase: 'opened' | 'closed' | 'failed'
  /** Since it was made. */
  duration: number
  /** https://www.rfc-editor.org/rfc/rfc6455#section-7.4 */
  closeCode?: number
  closeReason?: string
  sentCount?: number
  sentBytes?: number
  receivedCount?: number
  receivedBytes?: number
}

/** A change of localStorage, sessionStorage or a cookie. */
export interface StorageEvent {
  type: 'storage'
  time: number
  area: 'local' | 'session' | 'cookie'
  operation: 'set' | 'remove' | 'clear'
  /** Absent for `clear`. */
  key?: string
  valueBytes?: number
  /** Only of keys that the app allows; see `capture.storage.values`. */
  value?: string
  /**
   * Who made the change, where it was not a call of this page: `property` is `localStorage.key =`,
   * found by comparing, so `time` is when it was found.
   */
  by?: 'property' | 'other-tab' | 'server'
}

/** What an event of a person was directed at. */
interface Target {
  /** A CSS selector that found exactly this element at the time; ` >>> ` crosses a shadow root. */
  selector: string
  /** Lower-case tag name. */
  tag: string
  /** ARIA role, explicit or implied by the tag. */
  role?: string
  /** What a person would call the element: its label, caption or text; empty when masked. */
  text: string
  /** The value of `data-testid` or one of its relatives, on the element or next around it. */
  testId?: string
}

/** A click, or a key press that the browser turned into one. */
export interface ClickEvent extends Target {
  type: 'click'
  time: number
  /** Made with Enter or space. */
  keyboard?: true
}

/** Clicks that tell of a person in trouble. The clicks themselves are events of their own. */
export interface FrustrationEvent extends Target {
  type: 'frustration'
  /** Of the first click it is about. */
  time: number
  /** `rage`: many in one place; `dead`: nothing happened; `error`: an error followed at once. */
  kind: 'rage' | 'dead' | 'error'
  /** Clicks it is about. */
  count: number
}

/** A field that was changed, a form that was sent, or a field that refused to be sent. */
export interface InputEvent extends Target {
  type: 'input'
  time: number
  kind: 'change' | 'submit' | 'invalid'
  /** The `type` of an input, else absent. */
  inputType?: string
  /** What a change came to; the value itself is never recorded. Absent when masked. */
  change?: 'filled' | 'cleared' | 'checked' | 'unchecked' | 'chosen'
  /** The flag of `ValidityState` that failed, e.g. `valueMissing`. */
  problem?: string
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
  /** The page came out of the back/forward cache, as it was. */
  restored?: true
}

/** The page's condition changed. */
export interface PageEvent {
  type: 'page'
  time: number
  state: 'loaded' | 'visible' | 'hidden' | 'frozen' | 'resumed' | 'online' | 'offline'
  /** With `loaded`: milliseconds since the navigation began. */
  timings?: { firstByte?: number; interactive?: number; contentLoaded?: number; load?: number }
}

/** One of Google's web vitals; https://web.dev/articles/vitals */
export interface VitalEvent {
  type: 'vital'
  time: number
  name: 'LCP' | 'INP' | 'CLS' | 'FCP' | 'TTFB'
  /** Milliseconds; for CLS a score without unit. */
  value: number
  rating: 'good' | 'needs-improvement' | 'poor'
  /** Selector of the element that was largest, slowest or moved most. */
  selector?: string
}

/** The page could not react for a while. */
export interface LongTaskEvent {
  type: 'long-task'
  /** When it began. */
  time: number
  duration: number
  /** How long of it input had to wait; from long animation frames only. */
  blockingDuration?: number
  /** The script that took longest: `file:function`, where the browser tells. */
  script?: string
}

/** What browser and device are like, once a page; again when it has changed. */
export interface EnvironmentEvent {
  type: 'environment'
  time: number
  facts: { [key: string]: Json }
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
 * - `quota`: the session holds all that one may; only the collector writes this
 */
export type LossReason = 'rate' | 'size' | 'storage' | 'age' | 'rejected' | 'quota'

/** An event with its place in the session: unique by session, tab and sequence number. */
export type RecordedEvent = CaptureEvent & {
  /** Counts up by one an event within a tab. */
  seq: number
  tabId: string
}
