import type { PageWithCasefile } from '../../../helpers/recording-page.ts'

/** What a scenario is given in the page. */
export interface Tools {
  /** The origin of the page. Its server also answers as `localhost`: another origin. */
  origin: string
  otherOrigin: string
  /** What the script tag put on the page; absent where the page has no script. */
  casefile?: PageWithCasefile['Casefile']
  /** For `casefile.init`. */
  initOptions: { key: string; endpoint: string }
  /** Loads another copy of the script. Does nothing in a page without the script. */
  loadAgain(): Promise<void>
}

/**
 * Something a page does, and what it sees of it. The suite runs it in a page without the script
 * and in one with it, and what it returns must be the same.
 *
 * The file it is in is loaded by the page: it may import nothing but other such files and types,
 * and nothing in it may run outside of the functions.
 */
export interface Scenario {
  /** In the page, after the script. */
  run(tools: Tools): unknown
  /**
   * What the page without the script is known to return: all of it, or of an object some keys. It
   * keeps a scenario from passing because it does nothing.
   */
  expected: unknown
  /** In the page, before the script. */
  before?(): void
  /** Extra files, under `/packages/<package>/…`, before the script. */
  scripts?: readonly string[]
  /** Of the page's own answer, e.g. a Content-Security-Policy. */
  headers?: Readonly<Record<string, string>>
  /** `settled`: not before the replay is being recorded. Default: as soon as the script has run. */
  when?: 'at once' | 'settled'
  /** `scenario`: the script records nothing before the scenario calls `casefile.init`. */
  startedBy?: 'tag' | 'scenario'
  /** The script may refuse to start, as long as the page does not notice. */
  mayGiveUp?: true
  /** Engines that lack what the scenario needs. */
  lackedBy?: readonly Engine[]
  /** A fault that is known and not yet mended: the suite says so as soon as it is. */
  fault?: string
  faultyIn?: readonly Engine[]
}

export type Scenarios = Readonly<Record<string, Scenario>>

export type Engine = 'chromium' | 'firefox' | 'webkit'
