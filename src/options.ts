import type { RecordedEvent } from './protocol/index.ts'

/** What `init` takes. Only `key` and `endpoint` are required. */
export interface Options {
  /** The project's capture key, `uc_pk_…`. It is public: it can only write. */
  key: string
  /**
   * Address of the collector, e.g. `https://casefile.example.com`, or a path on your own origin
   * that a proxy forwards, e.g. `/casefile`.
   */
  endpoint: string
  /**
   * When recorded entries leave the device. Default `always`.
   *
   * - `always`: as they come; the replay only with a report
   * - `on-error`: from the first error on, with the 60 seconds before it; an error is one that is
   *   uncaught, an unhandled rejection, or handed to `captureException`
   * - `on-report`: nothing at all before a person sends a report
   */
  mode?: Mode
  /**
   * Who has the same session. Default `tab`.
   *
   * - `tab`: the pages of one tab, and of its duplicates
   * - `browser`: all tabs of the origin; also what `identify` and `addContext` say, and `newSession`
   *   and `reset`, then count for all of them
   */
  session?: 'tab' | 'browser'
  /** `required` records nothing until `setConsent('granted')`. Default `not-required`. */
  consent?: 'required' | 'not-required'
  /**
   * Where the browser sends Global Privacy Control, records nothing until `setConsent('granted')`,
   * as with `consent: 'required'`. Default `false`.
   */
  respectGpc?: boolean
  /** The same for Do Not Track. Default `false`. */
  respectDnt?: boolean
  /** Turns sources off (`false`) or refines them. All are on by default. */
  capture?: CaptureOptions
  /** What no source reads, beside the `data-casefile-*` attributes. */
  privacy?: PrivacyOptions
  /**
   * Called for each event after redaction, before it is stored. Return the event, changed or not,
   * or `undefined` to drop it. If it throws, the event is dropped.
   */
  beforeStore?: (hook: { event: RecordedEvent }) => RecordedEvent | undefined
  /**
   * Bytes of entries that may wait on the device, as JSON, all tabs of the origin together. Default
   * 5000000. Where there are more, the least severe go first, and the oldest of those; how many is
   * reported.
   */
  maxBufferBytes?: number
  /** Milliseconds after which an entry that could not be delivered is dropped. Default: 24 hours. */
  maxBufferAge?: number
  /** Version of your app, sent with issues. */
  release?: string
  /** Short texts that say which variant of your app this is, e.g. `{ plan: 'pro' }`. */
  tags?: { [name: string]: string }
  /**
   * The share of visits, 0 to 1, that is recorded in its mode. The others fall back to the next
   * more reserved mode, where they are drawn again; last of all, nothing is recorded. A number is
   * the rate of `mode`. Default: 1 for `mode` and for `on-report`, else 0.
   *
   * @example
   * sampleRate: 0.1 // mode always: a tenth streams, the rest waits on the device for a report
   * sampleRate: { always: 0.1, 'on-error': 1 } // the rest streams from its first error on
   * sampleRate: { always: 0.1, 'on-report': 0 } // of the rest nothing is recorded
   */
  sampleRate?: number | { [M in Mode]?: number }
  /** Logs what Casefile itself does to the console. Default `false`. */
  debug?: boolean
}

export type Mode = 'always' | 'on-error' | 'on-report'

export interface CaptureOptions {
  console?: boolean
  /** Uncaught errors, unhandled rejections, and resources that fail to load. */
  errors?: boolean
  fetch?: boolean
  xhr?: boolean
  /**
   * Names of headers to record of the answers to `fetch` and XHR, e.g. `['x-backend']`, beside
   * those that describe an answer or name it in the server's logs. Names that hold secrets are
   * refused. Default `[]`.
   */
  responseHeaders?: string[]
  /** `navigator.sendBeacon`. */
  beacon?: boolean
  /** WebSocket and EventSource: that they open and close, and how much went through. */
  sockets?: boolean
  /** Changes of localStorage and sessionStorage: keys and sizes, and values of keys you name. */
  storage?: boolean | StorageCaptureOptions
  /** Names of cookies that change, where the browser tells. */
  cookies?: boolean
  /** Clicks, and those that tell of trouble: many in one place, or without effect. */
  clicks?: boolean
  /** Fields that are changed, forms that are sent or refused; never what was entered. */
  inputs?: boolean
  /** Addresses, visibility, and whether the browser is online. */
  navigation?: boolean
  /** Web vitals, and times in which the page could not react. */
  vitals?: boolean
  /** What browser and device are like. */
  environment?: boolean
  replay?: boolean | ReplayOptions
}

export interface StorageCaptureOptions {
  /**
   * Keys whose values are recorded, secrets redacted, at most 1 kB of each: exact names, or the
   * beginning of names and a `*`, e.g. `['theme', 'flags:*']`. Default: none.
   */
  values?: string[]
}

export interface ReplayOptions {
  /** Replaces all text of the page in the replay. Default `true`. */
  maskText?: boolean
}

/** CSS selectors. One that is not valid stops Casefile from starting: it would hide nothing. */
export interface PrivacyOptions {
  /** Elements whose words are replaced, like `[data-casefile-mask]`. */
  maskSelector?: string
  /** Elements that are left out with all that is in them, like `[data-casefile-block]`. */
  blockSelector?: string
  /** Elements in which nothing that happens is recorded, like `[data-casefile-ignore]`. */
  ignoreSelector?: string
}
