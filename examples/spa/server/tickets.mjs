import { AGENTS } from './agents.mjs'
import { HttpError } from './http-error.mjs'
import { firstTickets } from './first-tickets.mjs'

const MAX_ENTRIES = 200
const STATUSES = ['open', 'waiting', 'closed']
const PRIORITIES = ['high', 'normal', 'low']

/** The tickets of the desk, kept in memory. */
export function createTickets() {
  const tickets = new Map(firstTickets().map((ticket) => [ticket.id, ticket]))

  function get(id) {
    const ticket = tickets.get(id)
    if (!ticket) throw new HttpError(404, `There is no ticket ${id}.`)
    return ticket
  }

  function append(ticket, entry) {
    if (ticket.entries.length >= MAX_ENTRIES) throw new HttpError(409, 'This ticket is full.')
    ticket.entries.push({ at: new Date().toISOString(), ...entry })
  }

  return {
    get,
    list: () => [...tickets.values()].map(summary),

    change(id, { subject, status, priority, assignee, due }) {
      const ticket = get(id)
      const title = text(subject ?? ticket.subject, 120)
      if (!title) throw new HttpError(422, 'Please give the ticket a subject.')

      if (assignee !== undefined && assignee !== ticket.assignee) {
        const agent = AGENTS.find((one) => one.id === assignee)
        append(ticket, { kind: 'event', author: AGENTS[0].name, text: `Assigned to ${agent.name}` })
        ticket.assignee = agent.id
      }
      ticket.subject = title
      if (STATUSES.includes(status)) ticket.status = status
      if (PRIORITIES.includes(priority)) ticket.priority = priority
      if (due !== undefined) ticket.due = /^\d{4}-\d\d-\d\d$/.test(due) ? due : null
      return ticket
    },

    addNote(id, { text: note }) {
      const ticket = get(id)
      if (!text(note, 2000)) throw new HttpError(422, 'Please write something first.')
      append(ticket, { kind: 'note', author: AGENTS[0].name, text: text(note, 2000) })
      return ticket
    },
  }
}

/** What the list shows of a ticket: everything but what is inside. */
function summary({ id, subject, customer, status, priority, assignee, due }) {
  return { id, subject, customer, status, priority, assignee, due }
}

const text = (value, length) => (typeof value === 'string' ? value.trim().slice(0, length) : '')
