import { readAgents, readTickets } from '../api.ts'
import { element } from '../element.ts'
import { STATUSES, type Agent, type TicketSummary } from '../ticket.ts'
import { dueLabel, priorityBadge, statusBadge } from './badges.ts'
import { drawLoading } from './loading.ts'

/** The list of tickets, filtered by `?status=`. */
export async function showTickets(main: HTMLElement): Promise<void> {
  document.title = 'Tickets · Sundline support'
  const status = new URLSearchParams(location.search).get('status') ?? 'open'
  const loaded = drawLoading(main)
  const [tickets, agents] = await Promise.all([readTickets(), readAgents()])
  if (!loaded()) return

  const shown = tickets.filter((ticket) => status === 'all' || ticket.status === status)
  const search = element('input', { type: 'search', placeholder: 'Search', 'aria-label': 'Search' })
  const list = element('ul', { class: 'tickets' })
  const count = element('p', { class: 'quiet', role: 'status' })
  const byDue = element('button', { type: 'button' }, 'Sort by due date')

  const draw = () => {
    const found = shown.filter((ticket) => matches(ticket, search.value))
    list.replaceChildren(...found.map((ticket) => row(ticket, agents)))
    count.textContent = found.length === 1 ? '1 ticket' : `${found.length} tickets`
  }
  search.addEventListener('input', draw)
  byDue.addEventListener('click', () => {
    shown.sort((a, b) => a.due.localeCompare(b.due))
    draw()
  })
  draw()

  main.replaceChildren(
    element('h1', {}, 'Tickets'),
    filters(status),
    element(
      'div',
      { class: 'tools' },
      search,
      byDue,
      element('button', { type: 'button', id: 'export' }, 'Export as CSV'),
    ),
    count,
    list,
  )
  main.querySelector('#export-csv')?.addEventListener('click', () => download(shown))
}

function filters(status: string): HTMLElement {
  const links = Object.entries({ ...STATUSES, all: 'All' }).map(([value, label]) =>
    element('a', { href: `/?status=${value}`, 'aria-current': value === status && 'page' }, label),
  )
  return element('nav', { class: 'filters', 'aria-label': 'Status' }, ...links)
}

function row(ticket: TicketSummary, agents: Agent[]): HTMLElement {
  const agent = agents.find(({ id }) => id === ticket.assignee)
  return element(
    'li',
    {},
    element(
      'a',
      { class: 'ticket', href: `/tickets/${ticket.id}` },
      element('span', { class: 'number' }, ticket.id),
      element('span', { class: 'subject' }, ticket.subject),
      element('span', { class: 'facts' }, ticket.customer, ' · ', agent?.name ?? 'Nobody yet'),
      element(
        'span',
        { class: 'badges' },
        priorityBadge(ticket.priority),
        statusBadge(ticket.status),
      ),
      element('span', { class: 'due' }, dueLabel(ticket.due)),
    ),
  )
}

function matches(ticket: TicketSummary, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/)
  const text = `${ticket.id} ${ticket.subject} ${ticket.customer}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

function download(tickets: TicketSummary[]): void {
  const lines = tickets.map(({ id, subject, customer, status }) =>
    [id, subject, customer, status].map((value) => JSON.stringify(value)).join(','),
  )
  const file = new Blob([lines.join('\n')], { type: 'text/csv' })
  const link = element('a', { href: URL.createObjectURL(file), download: 'tickets.csv' })
  link.click()
  URL.revokeObjectURL(link.href)
}
