import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { KEY_KINDS, type KeyKind } from './key-kinds.ts'

/** A project's keys as they are printed; `null` is a secret that nobody knows any more. */
export type PrintedKeys = { [Kind in KeyKind]: string | null }

/** Keeps secrets for the next start with `--dev`, in a file that only its owner may read. */
export function writeDevKeys(folder: string, keys: PrintedKeys): void {
  const path = join(folder, 'dev-keys.json')
  writeFileSync(path, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600 })
  // `mode` counts for a new file only; this one may have been there.
  chmodSync(path, 0o600)
}

export function readDevKeys(folder: string): PrintedKeys | undefined {
  let text
  try {
    text = readFileSync(join(folder, 'dev-keys.json'), 'utf8')
  } catch {
    return undefined
  }
  return decode(text)
}

/** A file that a person has edited beyond recognition counts as none. */
function decode(text: string): PrintedKeys | undefined {
  try {
    const read: Record<string, unknown> = JSON.parse(text)
    const keys: PrintedKeys = { capture: null, project: null, ingest: null, read: null }
    for (const kind of KEY_KINDS) {
      const key = read[kind]
      if (typeof key === 'string') keys[kind] = key
    }
    return keys
  } catch {
    return undefined
  }
}
