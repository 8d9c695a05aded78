/** Date and time of day, as the language writes them. */
export function formatTime(time: number, language: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return format.format(time)
}
