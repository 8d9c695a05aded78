/**
 * A message without what changes from one occurrence to the next, so that the same fault is
 * recognised again: addresses, ids, times, numbers, quoted values.
 */
export function fingerprintOf(message: string): string {
  return message
    .slice(0, 2000)
    .toLowerCase()
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>')
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`)]+/g, '<url>')
    .replace(/\b\d{4}-\d\d-\d\d[t ]\d\d:\d\d\S*/g, '<time>')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/g, '<hex>')
    .replace(/\d+(?:\.\d+)?/g, '<n>')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A path in which ids are one and the same, e.g. `/orders/<id>`. */
export function fingerprintOfPath(path: string): string {
  return path
    .split('/')
    .map((segment) => (/\d/.test(segment) && /^[\w-]{1,64}$/.test(segment) ? '<id>' : segment))
    .join('/')
}
