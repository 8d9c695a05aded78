import { AGENTS } from './agents.mjs'

const ROUTES = [
  ['GET', '/api/agents', () => ({ value: { agents: AGENTS } })],
  ['GET', '/api/tickets', ({ tickets }) => ({ value: { tickets: tickets.list() } })],
  ['GET', '/api/tickets/:id', ({ tickets, id }) => ({ value: tickets.get(id) })],
  ['PATCH', '/api/tickets/:id', ({ tickets, id, body }) => ({ value: tickets.change(id, body) })],
  [
    'POST',
    '/api/tickets/:id/notes',
    ({ tickets, id, body }) => ({ status: 201, value: tickets.addNote(id, body) }),
  ],
].map(([method, path, handle]) => ({
  method,
  pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[\\w-]+)')}$`),
  handle,
}))

/** The handler for a request, with the parameters of its path. */
export function findRoute(method, pathname) {
  for (const route of ROUTES) {
    const match = route.method === method && route.pattern.exec(pathname)
    if (match) return { handle: route.handle, parameters: match.groups ?? {} }
  }
  return undefined
}
