/** Time of day, and the date unless it is today's, as the language writes them. */
export function formatTime(time: number, language: string): string {
  const isToday = new Date(time).toDateString() === new Date().toDateString()
  const format = new Intl.DateTimeFormat(language, {
    timeStyle: 'short',
    ...(!isToday && { dateStyle: 'medium' }),
  })
  return format.format(time)
}
