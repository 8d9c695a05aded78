import type { Key, Store } from '../buffer/store.ts'

/** Up to 256 KB each, or 1 MB of a run, and reading many at once would hold up the page. */
const RECORDS_AT_A_TIME = 4

/** Records whose third part is the address of the collector they are about. */
const TELLING = ['session', 'pace', 'off']

interface Addresses {
  addresses: ReadonlySet<string>
  /** Where what does not say where it goes is sent: that of the key's last page. */
  main?: string | undefined
}

/** The collectors that what waits under a capture key is meant for, as far as the device knows. */
export async function findAddresses(store: Store, key: string): Promise<Addresses> {
  const ofBatches = await readAddresses(store, ['batch', key])
  const newest = ofBatches.at(-1)
  if (newest !== undefined) return { addresses: new Set(ofBatches), main: newest }

  const addresses = new Set([
    ...(await readAddresses(store, ['report', key, 'waiting'])),
    ...(await readAddresses(store, ['report', key, 'agent'])),
  ])
  for (const kind of TELLING) {
    for (const [, , endpoint] of await store.keys([kind, key])) addresses.add(String(endpoint))
  }
  // Of several nobody knows which.
  return addresses.size === 1 ? { addresses, main: [...addresses][0] } : { addresses: new Set() }
}

/** Oldest first. Records of earlier versions may not say any. */
async function readAddresses(store: Store, prefix: Key): Promise<string[]> {
  const found: string[] = []
  let after: Key | undefined
  do {
    const records = await store.list(prefix, RECORDS_AT_A_TIME, after)
    for (const { value } of records) {
      const { endpoint } = value as { endpoint?: string }
      if (endpoint !== undefined) found.push(endpoint)
    }
    after = records.at(-1)?.key
  } while (after)
  return found
}
