import { ApiError } from './api-error.ts'
import { request, toError } from './request.ts'
import { enterAgain, enterInbox } from './session/session.ts'

interface Call {
  signal?: AbortSignal
  /** Default: `GET`. */
  method?: string
  headers?: { [name: string]: string }
  /** Sent as JSON. */
  body?: object
}

/**
 * Asks the collector for somebody in the inbox. The collector is trusted to answer in the
 * documented shape; what pages and agents said inside is not. An answer without a body is
 * `undefined`.
 */
export async function call<Answer>(path: string, options: Call = {}): Promise<Answer> {
  const { signal, method = 'GET', body } = options
  const init: RequestInit = {
    method,
    headers: {
      ...options.headers,
      // It tells what changes something from a request of another site's page.
      ...(method !== 'GET' && { 'x-casefile-inbox': '1' }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(signal && { signal }),
    ...(body && { body: JSON.stringify(body) }),
  }

  await enterInbox()
  let response = await request(path, init)
  if (response.status === 401) {
    await enterAgain()
    response = await request(path, init)
  }
  if (!response.ok) throw await toError(response)

  try {
    const text = await response.text()
    return (text === '' ? undefined : JSON.parse(text)) as Answer
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError('failed', 'The answer of the collector could not be read.', { cause })
  }
}
