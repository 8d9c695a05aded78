import { isSecretKey, redactText } from 'casefile/protocol'

import { mayHoldSecret } from './secret-signs.ts'

/** How the value of a field is read. Addresses and names are such only where the SDK has them, at the top. */
export interface FieldKind {
  reads: 'secret' | 'address' | 'name' | 'selector' | 'text'
  /** The field's name without a secret that it holds itself, e.g. an e-mail address. */
  name: string
}

const ADDRESSES = new Set('url href from to src page referrer'.split(' '))

/** Where a secret's name stands for nothing but itself: `product-card:nth-of-type(2)`. */
const NAMES = new Set('key tag role testId inputType problem'.split(' '))

/** An app that makes names from ids must not fill the memory. */
const MOST_KNOWN = 5000
const LONGEST_KNOWN = 100

/** How many tokens a model took is no token. */
const COUNTS_TOKENS = /tokens?[_.-]?(?:count|usage|limit|budget|details)/i

const known = new Map<string, FieldKind>()

/** Nearly all fields have been seen before, so what a name means is found out once. */
export function fieldKind(name: string): FieldKind {
  const seen = known.get(name)
  if (seen) return seen

  const kind = judge(name)
  if (known.size >= MOST_KNOWN) known.clear()
  if (name.length <= LONGEST_KNOWN) known.set(name, kind)
  return kind
}

function judge(name: string): FieldKind {
  const clean = mayHoldSecret(name) ? redactText(name) : name
  if (isSecretKey(name) && !COUNTS_TOKENS.test(name)) return { reads: 'secret', name: clean }
  if (ADDRESSES.has(name)) return { reads: 'address', name: clean }
  if (name === 'selector') return { reads: 'selector', name: clean }
  return { reads: NAMES.has(name) ? 'name' : 'text', name: clean }
}
