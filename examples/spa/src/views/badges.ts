import { element } from '../element.ts'
import { PRIORITIES, STATUSES, type Priority, type Status } from '../ticket.ts'

const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })

/** A letter beside the colour: nobody has to tell the colours apart. */
export const priorityBadge = (priority: Priority) =>
  element('span', { class: `badge ${priority}` }, PRIORITIES[priority])

export const statusBadge = (status: Status) =>
  element('span', { class: `badge ${status}` }, STATUSES[status])

export function dueLabel(due: string): string {
  if (!due) return 'No date'
  const today = new Date().toISOString().slice(0, 10)
  if (due === today) return 'Today'
  return day.format(new Date(`${due}T12:00:00`))
}
