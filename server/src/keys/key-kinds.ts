/** What each kind of key may do is in `http/access.ts`; what it looks like is in `make-key.ts`. */
export const KEY_KINDS = ['capture', 'project', 'ingest', 'read'] as const

export type KeyKind = (typeof KEY_KINDS)[number]

export const KEY_SCOPES = ['dev', 'prod', 'both'] as const

/** Agent runs have a source, dev or prod. An ingest key writes one of them, a read key may see both. */
export type KeyScope = (typeof KEY_SCOPES)[number]

/** The scopes that a kind of key can have, the usual one first; none when it knows no scope. */
export const SCOPES_OF: { [Kind in KeyKind]: readonly KeyScope[] } = {
  capture: [],
  project: [],
  ingest: ['prod', 'dev'],
  read: ['both', 'prod', 'dev'],
}
