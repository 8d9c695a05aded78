import type { FaultProxy } from '../helpers/fault-proxy.ts'
import type { Engine, Tab } from './engines/engine.ts'
import type { Ability } from './engines/launch-engine.ts'

/** One way in which things go wrong, and what is to be left of what a page recorded. */
export interface Row {
  /** As it is printed, and as `--only` finds it. */
  name: string
  /** How many numbered entries the row records. */
  expected: number
  /** How many reports it sends, each with a replay of `MARKS` marks; the page records one then. */
  reports?: number
  /** How many runs of agents it sends, each in a request of its own. */
  runs?: number
  /** What nobody could have saved. */
  physics?: { atMost: number; why: string }
  /** A fault of ours that is not mended yet, and takes no more than this; the row fails once it is. */
  known?: {
    lost: number
    why: string
    /** It hangs on a race, so that a run without it says nothing. */
    isErratic?: boolean
  }
  /** Among those that `npm test` runs. */
  isShort?: boolean
  /** What the engine must be able to do. */
  needs?: Ability[]
  /** Scripts of the page, before Casefile's own and after `init`. */
  page?: { before?: string; after?: string }
  run(world: World): Promise<void>
}

/** What a row plays with. */
export interface World {
  proxy: FaultProxy
  engine: Engine
  /** Of the row's page. */
  origin: string
  /** Opens the row's page in a new tab. */
  open(): Promise<Recorder>
  /** Resolves when a page has asked for `/told/<word>`. */
  told(word: string): Promise<void>
  /** Waits until the collector holds that many numbered entries, or for 20 seconds. */
  stored(count: number): Promise<void>
  killCollector(): Promise<void>
  restartCollector(): Promise<void>
  /** Makes a new capture key, which pages have from now on; the old one works on for that long. */
  rotateKey(grace: string): Promise<void>
  /** Something besides the numbers that must hold. */
  check(holds: boolean, sentence: string): void
}

/** A tab with the row's page in it. */
export interface Recorder extends Tab {
  /** Logs `entry <number>` for the numbers from `first` on. */
  log(first: number, count: number): Promise<void>
  flush(): Promise<void>
  /** Waits for the recorder, and puts marks of that size (20 kB) on the page that a replay must hold. */
  mark(bytes?: number): Promise<void>
  /** Sends a report with that number; says where it is kept if it has to wait. */
  report(number: number): Promise<false | 'device' | 'page'>
  /** How many numbered entries lie on the device. */
  waiting(): Promise<number>
  /** Waits until as many numbered entries lie on the device. */
  written(count: number): Promise<void>
}
