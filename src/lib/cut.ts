/** The text, or its first `limit` characters and an ellipsis; never half a surrogate pair. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '') + '…'
}
