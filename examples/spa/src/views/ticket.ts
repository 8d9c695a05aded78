import { addNote, ApiError, readAgents, readTicket } from '../api.ts'
import { element } from '../element.ts'
import { field } from '../form-fields.ts'
import type { Entry, Ticket } from '../ticket.ts'
import { dueLabel, priorityBadge, statusBadge } from './badges.ts'
import { drawLoading } from './loading.ts'

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** One ticket: its facts, what was said, and a place to add to it. */
export async function showTicket(main: HTMLElement, { id = '' }): Promise<void> {
  document.title = `Ticket ${id} · Sundline support`
  const loaded = drawLoading(main)
  const [ticket, agents] = await Promise.all([readTicket(id), readAgents()])
  if (!loaded()) return

  document.title = `${ticket.subject} · Sundline support`
  const agent = agents.find((one) => one.id === ticket.assignee)
  const entries = element('ol', { class: 'entries' }, ...ticket.entries.map(entryItem))

  main.replaceChildren(
    element('p', { class: 'path' }, element('a', { href: '/' }, 'Tickets'), ` / ${ticket.id}`),
    element(
      'div',
      { class: 'title' },
      element('h1', {}, ticket.subject),
      element('a', { class: 'button', href: `/tickets/${ticket.id}/edit` }, 'Edit'),
    ),
    element(
      'div',
      { class: 'columns' },
      element('section', { 'aria-label': 'Conversation' }, entries, noteForm(ticket, entries)),
      element(
        'aside',
        { 'aria-label': 'Facts' },
        facts({
          Status: statusBadge(ticket.status),
          Priority: priorityBadge(ticket.priority),
          Customer: ticket.customer,
          Assignee: agent?.name ?? 'Nobody yet',
          Due: dueLabel(ticket.due),
        }),
        ticket.related.length > 0 && relatedTickets(ticket),
      ),
    ),
  )
}

function facts(values: Record<string, string | Node>): HTMLElement {
  const rows = Object.entries(values).map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value)),
  )
  return element('dl', { class: 'card' }, ...rows)
}

function relatedTickets({ related }: Ticket): HTMLElement {
  const links = related.map(({ id, subject }) =>
    element('li', {}, element('a', { href: `/tickets/${id}` }, subject)),
  )
  return element(
    'div',
    { class: 'card' },
    element('h2', {}, 'Related'),
    element('ul', {}, ...links),
  )
}

function entryItem({ kind, author, at, text }: Entry): HTMLElement {
  return element(
    'li',
    { class: `entry ${kind}` },
    element(
      'p',
      { class: 'quiet' },
      element('strong', {}, author),
      kind === 'note' && ' · note',
      ' · ',
      element('time', { datetime: at }, moment.format(new Date(at))),
    ),
    element('p', { class: 'words' }, text),
  )
}

function noteForm(ticket: Ticket, entries: HTMLElement): HTMLElement {
  const note = element('textarea', { name: 'note', rows: '3', maxlength: '2000' })
  const problem = element('p', { class: 'problem', role: 'alert' })
  const form = element(
    'form',
    { class: 'note-form' },
    field('Add a note', note),
    problem,
    element('button', { type: 'submit' }, 'Add note'),
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    problem.textContent = ''
    try {
      const changed = await addNote(ticket.id, note.value)
      entries.replaceChildren(...changed.entries.map(entryItem))
      note.value = ''
    } catch (error) {
      problem.textContent =
        error instanceof ApiError ? error.message : 'The desk cannot be reached. Try again.'
    }
  })
  return form
}
