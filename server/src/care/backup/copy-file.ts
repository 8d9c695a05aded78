import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface Digest {
  bytes: number
  sha256: string
}

/** Copies a file for its owner only, on disk when it resolves, and says what was copied. */
export async function copyFileDurably(
  from: string,
  to: string,
  onBytes: (bytes: number) => void,
): Promise<Digest> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(to, 'w', 0o600)
  try {
    for await (const piece of createReadStream(from, { highWaterMark: 1024 * 1024 })) {
      const chunk = piece as Buffer
      hash.update(chunk)
      bytes += chunk.byteLength
      await file.writeFile(chunk)
      onBytes(chunk.byteLength)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

export async function digestOf(path: string): Promise<Digest> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const chunk = piece as Buffer
    hash.update(chunk)
    bytes += chunk.byteLength
  }
  return { bytes, sha256: hash.digest('hex') }
}
