import type { Change, Key, Store, StoredRecord } from './store.ts'

/** Holds records for the life of the page; where IndexedDB is refused, nothing else is left. */
export function createMemoryStore(): Store {
  const records = new Map<string, StoredRecord>()

  const apply = (changes: readonly Change[]) => {
    for (const change of changes) {
      if ('put' in change) {
        records.set(JSON.stringify(change.put), { key: change.put, value: change.value })
      } else {
        for (const { key } of under(change.delete)) records.delete(JSON.stringify(key))
      }
    }
  }

  const under = (prefix: Key) =>
    [...records.values()]
      .filter(({ key }) => prefix.every((part, index) => key[index] === part))
      .sort((a, b) => compareKeys(a.key, b.key))

  return {
    write: async (changes) => apply(changes),
    update: async (prefix, decide, range) =>
      apply(
        decide(
          under(prefix).filter(
            ({ key }) =>
              !range || (compareKeys(key, range.from) >= 0 && compareKeys(key, range.to) <= 0),
          ),
        ),
      ),
    list: async (prefix, limit, after) =>
      under(prefix)
        .filter(({ key }) => !after || compareKeys(key, after) > 0)
        .slice(0, limit),
    keys: async (prefix) => under(prefix).map(({ key }) => key),
  }
}

/** Numbers before strings, as in IndexedDB. */
function compareKeys(a: Key, b: Key): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]
    if (left === right) continue
    if (right === undefined) return 1
    if (typeof left === typeof right) return left < right ? -1 : 1
    return typeof left === 'number' ? -1 : 1
  }
  return a.length - b.length
}
