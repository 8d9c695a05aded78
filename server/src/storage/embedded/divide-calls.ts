import type { Writer } from './writer.ts'

/** For each method of a store, whether it only looks or changes something. */
export type CallKinds<Store> = { readonly [Method in keyof Store]: 'read' | 'write' }

/**
 * A store whose writing methods run in the writer thread and whose reading ones run here, on a
 * connection that can change nothing. Reads here must be bounded by an index: this is the thread
 * that answers requests.
 */
export function divideCalls<Store extends object>(
  name: 'meta' | 'jobs',
  { here, writer, kinds }: { here: Store; writer: Writer; kinds: CallKinds<Store> },
): Store {
  const written = Object.entries(kinds)
    .filter(([, kind]) => kind === 'write')
    .map(([method]) => [method, (...args: unknown[]) => writer.call(name, method, args)] as const)
  return { ...here, ...Object.fromEntries(written) }
}
