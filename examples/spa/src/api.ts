import type { Agent, Ticket, TicketSummary } from './ticket.ts'

/** The desk's API answered with an error. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export const readTickets = async () =>
  (await request<{ tickets: TicketSummary[] }>('GET', '/api/tickets')).tickets

export const readAgents = async () =>
  (await request<{ agents: Agent[] }>('GET', '/api/agents')).agents

export const readTicket = (id: string) => request<Ticket>('GET', `/api/tickets/${id}`)

export const changeTicket = (id: string, changes: Partial<TicketSummary>) =>
  request<Ticket>('PATCH', `/api/tickets/${id}`, changes)

export const addNote = (id: string, text: string) =>
  request<Ticket>('POST', `/api/tickets/${id}/notes`, { text })

async function request<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(path, {
    method,
    ...(body && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new ApiError(response.status, messageIn(answer))
  // The API is this app's own; its answers are what the types say.
  return answer as Answer
}

function messageIn(answer: unknown): string {
  const isError = typeof answer === 'object' && answer !== null && 'error' in answer
  return isError ? String(answer.error) : 'The desk does not answer.'
}
