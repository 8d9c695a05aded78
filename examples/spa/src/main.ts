import './styles/tokens.css'
import './styles/base.css'
import './styles/desk.css'
import { startCasefile } from './casefile.ts'
import { startRouter } from './router.ts'
import { showEdit } from './views/edit.ts'
import { showNothing } from './views/nothing.ts'
import { showTicket } from './views/ticket.ts'
import { showTickets } from './views/tickets.ts'

const main = document.querySelector<HTMLElement>('#main')
if (!main) throw new Error('index.html has no #main')

// Before the app does anything, so that its first requests are on record too.
await startCasefile()

startRouter(
  main,
  [
    { pattern: /^\/$/, view: showTickets },
    { pattern: /^\/tickets\/(?<id>[\w-]+)$/, view: showTicket },
    { pattern: /^\/tickets\/(?<id>[\w-]+)\/edit$/, view: showEdit },
  ],
  showNothing,
)
