/** `startTime` ⟶ `start_time` */
function columnOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** The columns of these fields, under the names of the fields. */
export function selected(names: readonly string[], table?: string): string {
  const prefix = table === undefined ? '' : `${table}.`
  return names.map((name) => `${prefix}${columnOf(name)} AS ${name}`).join(', ')
}

/** Inserts these fields, given as parameters of their names. */
export function insertInto(table: string, names: readonly string[]): string {
  const values = names.map((name) => `:${name}`).join(', ')
  return `INSERT INTO ${table} (${names.map(columnOf).join(', ')}) VALUES (${values})`
}

/** Replaces these fields in the row with that key. */
export function updateOf(table: string, names: readonly string[], key: string): string {
  const set = names.map((name) => `${columnOf(name)} = :${name}`).join(', ')
  return `UPDATE ${table} SET ${set} WHERE ${columnOf(key)} = :${key}`
}
