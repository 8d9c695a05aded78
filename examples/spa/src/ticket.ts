export type Status = 'open' | 'waiting' | 'closed'
export type Priority = 'high' | 'normal' | 'low'

export interface TicketSummary {
  id: string
  subject: string
  customer: string
  status: Status
  priority: Priority
  assignee: string | null
  /** Day by which somebody must have answered, `2026-01-31`. */
  due: string
}

export interface Ticket extends TicketSummary {
  related: { id: string; subject: string }[]
  entries: Entry[]
}

export interface Entry {
  kind: 'message' | 'note' | 'event'
  at: string
  author: string
  text: string
}

export interface Agent {
  id: string
  name: string
}

export const STATUSES: Record<Status, string> = {
  open: 'Open',
  waiting: 'Waiting',
  closed: 'Closed',
}

export const PRIORITIES: Record<Priority, string> = { high: 'High', normal: 'Normal', low: 'Low' }
