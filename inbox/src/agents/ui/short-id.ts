/** Enough of an id to tell it from others; the whole of a short one. */
export function shortId(id: string): string {
  return id.length > 20 ? `${id.slice(0, 8)}…` : id
}
