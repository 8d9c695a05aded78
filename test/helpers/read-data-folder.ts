import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync, inflateRawSync, zstdDecompressSync } from 'node:zlib'

/** Every file of a collector's data folder as text, as it lies there and unpacked. */
export async function readDataFolder(folder: string): Promise<{ where: string; text: string }[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const read = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async (file) => {
        const path = join(file.parentPath, file.name)
        const bytes = await readFile(path)
        const isDatabase = bytes.toString('latin1', 0, 15) === 'SQLite format 3'
        return [
          { where: path, text: unpack(bytes) },
          ...(isDatabase ? [{ where: `${path}, by query`, text: readRows(path) }] : []),
        ]
      }),
  )
  return read.flat()
}

function readRows(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true })
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
  const rows = tables.flatMap(({ name }) => {
    const all = database.prepare(`SELECT * FROM "${String(name)}"`)
    // Some ids of FTS5's own tables are larger than a number can be.
    all.setReadBigInts(true)
    return all.all()
  })
  database.close()
  return rows
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof Uint8Array ? unpack(Buffer.from(value)) : String(value)))
    .join('\n')
}

function unpack(bytes: Buffer): string {
  for (const decompress of [gunzipSync, zstdDecompressSync, inflateRawSync]) {
    try {
      return decompress(bytes).toString()
    } catch {
      // Not packed in this way.
    }
  }
  return bytes.toString()
}
