import { call } from '../call.ts'

/** Where in the Context Company API a project's data are asked for, and how. */
export function askAgents<Answer>(
  projectId: string,
  path: string,
  { signal, body }: { signal: AbortSignal; body?: object },
): Promise<Answer> {
  // The API knows a project by its key; somebody in the inbox says which is meant.
  const headers = { 'x-casefile-project': projectId }
  return call(`/v1/${path}`, { signal, headers, ...(body && { method: 'POST', body }) })
}

/** Parameters without those that are not set. */
export function queryOf(parameters: {
  [name: string]: string | number | undefined
}): URLSearchParams {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return new URLSearchParams(given)
}
