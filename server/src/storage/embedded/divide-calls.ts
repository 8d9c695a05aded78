import type { Readers } from './readers.ts'
import type { Writer } from './writer.ts'

/**
 * - `write`: changes something, in the writer thread
 * - `read`: looks, here, on a connection that can change nothing. Bounded by an index: this is the
 *   thread that answers requests
 * - `query`: may look at much, in a process that can be killed
 */
export type CallKind = 'read' | 'write' | 'query'

/** The kind of each method of a store. */
export type CallKinds<Store> = { readonly [Method in keyof Store]: CallKind }

/** A store whose methods run where their kind says. */
export function divideCalls<Store extends object>(
  name: 'meta' | 'jobs',
  {
    here,
    writer,
    readers,
    kinds,
  }: { here: Store; writer: Writer; readers: Readers; kinds: CallKinds<Store> },
): Store {
  const elsewhere = Object.entries<CallKind>(kinds).flatMap(([method, kind]) =>
    kind === 'read' ? [] : [[method, kind] as const],
  )
  return { ...here, ...sendCalls(name, { writer, readers, kinds: Object.fromEntries(elsewhere) }) }
}

/** A store of which nothing happens here. */
export function sendCalls<Store extends object>(
  name: 'meta' | 'jobs' | 'traces',
  {
    writer,
    readers,
    kinds,
  }: {
    writer: Pick<Writer, 'call'>
    readers: Pick<Readers, 'call'>
    kinds: { readonly [Method in keyof Store]: 'write' | 'query' }
  },
): Store {
  const methods = Object.entries<CallKind>(kinds).map(([method, kind]) => {
    const target = kind === 'write' ? writer : readers
    return [method, (...args: unknown[]) => target.call(name, method, args)] as const
  })
  // `kinds` names each method; what comes back is what the other side's store gave.
  return Object.fromEntries(methods) as Store
}
