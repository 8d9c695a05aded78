import type { Database, SqlValue } from '../database.ts'

/** `startTime` ⟶ `start_time` */
function columnOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Amounts that are summed without an end, wherever they are stored. */
const SUMMED: ReadonlySet<string> = new Set([
  'cost',
  'promptTokens',
  'promptCachedTokens',
  'completionTokens',
  'bytesIn',
  'bytesOut',
  'durationSum',
])

/**
 * The columns of these fields, under the names of the fields. Sums are read as the nearest number:
 * an integer beyond 2^53 cannot be read at all.
 */
export function selected(names: readonly string[], table?: string): string {
  const prefix = table === undefined ? '' : `${table}.`
  const value = (name: string) => {
    const column = prefix + columnOf(name)
    return SUMMED.has(name) ? `CAST(${column} AS REAL)` : column
  }
  return names.map((name) => `${value(name)} AS ${name}`).join(', ')
}

/** Writes these fields of a row; gives the rowid of one that was inserted. */
export type RowWriter<Name extends string> = (
  db: Database,
  row: { readonly [name in Name]: SqlValue },
) => number

/** Inserts rows of these fields. */
export function insertInto<Name extends string>(
  table: string,
  names: readonly Name[],
  verb: 'INSERT' | 'INSERT OR REPLACE' = 'INSERT',
): RowWriter<Name> {
  const values = names.map(() => '?').join(', ')
  const sql = `${verb} INTO ${table} (${names.map(columnOf).join(', ')}) VALUES (${values})`
  return (db, row) => db.prepare(sql).write(names.map((name) => row[name]))
}

/** Replaces these fields in the row with that key, and does what else `set` says. */
export function updateOf<Name extends string, Key extends string>(
  table: string,
  { names, key, set = [] }: { names: readonly Name[]; key: Key; set?: readonly string[] },
): RowWriter<Name | Key> {
  const changes = [...names.map((name) => `${columnOf(name)} = ?`), ...set].join(', ')
  const sql = `UPDATE ${table} SET ${changes} WHERE ${columnOf(key)} = ?`
  const all = [...names, key]
  return (db, row) => db.prepare(sql).write(all.map((name) => row[name]))
}
