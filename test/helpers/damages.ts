import { closeSync, fstatSync, openSync, statSync, truncateSync, writeSync } from 'node:fs'

const PAGE = 4096

/** What may happen to a database file. */
export const damages: Record<string, (path: string) => void> = {
  'its last page is garbage': (path) => overwrite(path, (size) => size - PAGE, PAGE),
  'its end is cut off': (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
  'its first page is garbage': (path) => overwrite(path, () => 0, PAGE),
  'it is empty': (path) => truncateSync(path, 0),
  'it is no database': (path) => overwrite(path, () => 0, 100),
  'pages in its middle are garbage': (path) =>
    overwrite(path, (size) => Math.floor(size / 2 / PAGE) * PAGE, 3 * PAGE),
  'all but its first page is garbage': (path) =>
    overwrite(path, () => PAGE, statSync(path).size - PAGE),
}

/** Writes garbage over a piece of a file. */
export function overwrite(path: string, at: (size: number) => number, bytes: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, at(fstatSync(file).size))
  closeSync(file)
}
