import type { Natives } from '../browser/natives.ts'
import type { FallbackStore } from '../buffer/fallback-store.ts'
import type { WriteAhead } from '../buffer/write-ahead.ts'
import type { Destination } from '../delivery/collector.ts'
import type { KeyDelivery, KeyDeliveryOptions } from '../key-delivery.ts'
import type { SettledReport } from '../report/waiting-report.ts'
import { dropAged } from './drop-aged.ts'
import { findAddresses } from './find-addresses.ts'
import { onlyFor } from './only-for.ts'

export interface OtherKeysOptions {
  /** Of the page's own collector. */
  endpoint: string
  store: FallbackStore
  natives: Natives
  /** What the page itself could not deliver within that many milliseconds has lost its worth. */
  maxAge: number
  isRecording(): boolean
  onSettled(settled: SettledReport): boolean
  /** The page no longer records, and so nothing of others is delivered by it either. */
  onStopped(): unknown
  debug(message: string): void
  connect(options: KeyDeliveryOptions): KeyDelivery
}

/** What others have written lately is in the memory of their own pages. */
const NO_MEMORY: WriteAhead = {
  add() {},
  write: async () => {},
  track: async () => {},
  park() {},
  unpark() {},
  takeRecent: () => [],
  forgetRecent() {},
  takeUnwritten: () => [],
  clear() {},
}

/** A page keeps for this long what it is not told to keep for more or less. */
const DAY = 24 * 60 * 60_000

/**
 * Delivers what waits under other capture keys of this origin: a team's former key, or another
 * product's. Each goes as that key's own page would send it: with its key, to its address, under its
 * lock, at its pace. Resolves to what ends it.
 *
 * Imports nothing that the late chunk holds: what both shared would become a chunk of its own.
 */
export async function deliverOthers(
  keys: Iterable<string>,
  options: OtherKeysOptions,
): Promise<() => void> {
  const { store, natives, isRecording } = options
  const deliveries: KeyDelivery['delivery'][] = []

  const stop = () => {
    for (const delivery of deliveries) delivery.stop()
  }

  const fetch: Natives['fetch'] = async (input, init) => {
    if (isRecording()) return natives.fetch(input, init)
    stop()
    options.onStopped()
    throw new Error('Paused')
  }

  // Another product may keep its own for longer than we do.
  const longest = Math.max(options.maxAge, DAY)

  const connect = (destination: Destination, isMain: boolean) => {
    // At the page's own collector it is likely a former key of the same app.
    const isLikelyOurs = destination.endpoint === options.endpoint
    const { delivery } = options.connect({
      ...options,
      project: destination.key,
      endpoint: destination.endpoint,
      maxAge: isLikelyOurs ? options.maxAge : longest,
      store: onlyFor(destination, store, isMain),
      natives: { ...natives, fetch },
      writeAhead: NO_MEMORY,
      // Nobody's: what a tab with our id wrote may be of a page that lives beside this one.
      tabId: () => '',
      // What their own pages would hold back, and for how long, is not known here.
      isReleased: () => false,
      holdFor: () => Infinity,
      // Their own pages have kept it within their bound, which is not known here either.
      roomLimit: async () => Infinity,
      onSealed() {},
      onDisabled() {},
      onSent() {},
      // Not of this page's session, and not to be told in it.
      onLoss: (reason, count) => options.debug(`${count} entries of another key lost: ${reason}`),
      // What became of another product's report is for its own pages to tell.
      onSettled: (settled) => isLikelyOurs && options.onSettled(settled),
    })
    deliveries.push(delivery)
    delivery.notice(0)
  }

  for (const key of keys) {
    const { addresses, main } = await findAddresses(store, key)
    if (!isRecording()) break
    for (const endpoint of addresses) connect({ endpoint, key }, endpoint === main)
    if (main === undefined) await dropAged(store, key, longest)
  }
  if (!isRecording()) options.onStopped()
  return stop
}
