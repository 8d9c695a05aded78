import { byteLength } from '../lib/byte-length.ts'
import { stringify } from '../lib/stringify.ts'
import type { Batch } from './records.ts'
import type { Key } from './store.ts'

/**
 * Sorts by the moment of sealing, then by the place within that seal. Ends in the batch's size, so
 * that what waits can be summed without reading it.
 */
export function batchKey(project: string, batch: Batch, place: readonly number[]): Key {
  return ['batch', project, batch.time, ...place, batch.id, sizeOf(batch.entries)]
}

/** The same place, with the size that the batch has now. */
export function resizedKey(key: Key, batch: Batch): Key {
  return [...key, sizeOf(batch.entries)]
}

/** The keys of a batch's two halves: between this batch and the next, in order. */
export function halfKeys(key: Key, halves: readonly [Batch, Batch]): Key[] {
  return halves.map((half, place) => [...key, place, half.id, sizeOf(half.entries)])
}

/** Older keys say no size; most of their batches are about as large as this. */
const UNTOLD_SIZE = 32 * 1024

export function sizeInKey(key: Key): number {
  const size = key.at(-1)
  return typeof size === 'number' ? size : UNTOLD_SIZE
}

/** Bytes of the value as JSON. */
export function sizeOf(value: unknown): number {
  return byteLength(stringify(value))
}
