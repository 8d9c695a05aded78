/** What each kind of key may do is in `http/access.ts`; what it looks like is in `make-key.ts`. */
export const KEY_KINDS = ['capture', 'project', 'ingest', 'read'] as const

export type KeyKind = (typeof KEY_KINDS)[number]
