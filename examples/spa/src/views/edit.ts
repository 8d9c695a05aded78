import { ApiError, changeTicket, readAgents, readTicket } from '../api.ts'
import { element } from '../element.ts'
import { field, select } from '../form-fields.ts'
import { navigate } from '../router.ts'
import { PRIORITIES, STATUSES, type Agent, type Ticket } from '../ticket.ts'
import { drawLoading } from './loading.ts'

/** The form that changes a ticket. */
export async function showEdit(main: HTMLElement, { id = '' }): Promise<void> {
  document.title = `Edit ticket ${id} · Sundline support`
  const loaded = drawLoading(main)
  const [ticket, agents] = await Promise.all([readTicket(id), readAgents()])
  if (!loaded()) return

  main.replaceChildren(
    element(
      'p',
      { class: 'path' },
      element('a', { href: '/' }, 'Tickets'),
      ' / ',
      element('a', { href: `/tickets/${id}` }, id),
      ' / Edit',
    ),
    element('h1', {}, 'Edit ticket'),
    editForm(ticket, agents),
  )
}

function editForm(ticket: Ticket, agents: Agent[]): HTMLElement {
  const subject = element('input', { name: 'subject', value: ticket.subject, maxlength: '120' })
  const status = select('status', STATUSES, ticket.status)
  const priority = select('priority', PRIORITIES, ticket.priority)
  const names = Object.fromEntries(agents.map(({ id, name }) => [id, name]))
  const assignee = select('assignee', { '': 'Nobody', ...names }, ticket.assignee ?? '')
  const due = element('input', { name: 'due', type: 'date', value: ticket.due })
  const problem = element('p', { class: 'problem', role: 'alert' })
  const save = element('button', { type: 'submit', class: 'primary' }, 'Save changes')

  const form = element(
    'form',
    { class: 'edit card' },
    field('Subject', subject),
    element('div', { class: 'pair' }, field('Status', status), field('Priority', priority)),
    element('div', { class: 'pair' }, field('Assignee', assignee), field('Due', due)),
    problem,
    element(
      'div',
      { class: 'actions' },
      element('a', { class: 'button', href: `/tickets/${ticket.id}` }, 'Cancel'),
      save,
    ),
  )

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    save.disabled = true
    problem.textContent = ''
    try {
      await changeTicket(ticket.id, Object.fromEntries(textsOf(form)))
      navigate(`/tickets/${ticket.id}`)
    } catch (error) {
      console.error(`Saving ticket ${ticket.id} failed`, error)
      problem.textContent =
        error instanceof ApiError ? error.message : 'The desk cannot be reached. Try again.'
    } finally {
      save.disabled = false
    }
  })
  return form
}

/** The form holds no files, so every value is text. */
function textsOf(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].map(([name, value]) => [name, String(value)])
}
