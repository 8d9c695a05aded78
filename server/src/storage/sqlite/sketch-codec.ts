import type { DurationSketch } from '../duration-sketch.ts'

/** Buckets begin at -1, where nothing was measurable. */
const FIRST_BUCKET = -1

/**
 * A sketch as bytes: for each bucket in order the distance to the one before, then its count, as
 * variable-length integers (LEB128). A busy minute takes some 100 bytes.
 */
export function encodeSketch(sketch: DurationSketch): Uint8Array {
  const bytes: number[] = []
  let before = FIRST_BUCKET
  for (const [bucket, count] of [...sketch].sort(([a], [b]) => a - b)) {
    write(bytes, bucket - before)
    write(bytes, count)
    before = bucket
  }
  return Uint8Array.from(bytes)
}

/** Adds what `encodeSketch` wrote to a sketch. */
export function addEncoded(sketch: DurationSketch, bytes: Uint8Array): DurationSketch {
  let at = 0
  const read = () => {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++] ?? 0
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }
  let bucket = FIRST_BUCKET
  while (at < bytes.length) {
    bucket += read()
    sketch.set(bucket, (sketch.get(bucket) ?? 0) + read())
  }
  return sketch
}

function write(bytes: number[], value: number): void {
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  bytes.push(rest)
}
