/** The first line that says something, for where there is room for one. */
export function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]?.slice(0, 400) ?? ''
}
