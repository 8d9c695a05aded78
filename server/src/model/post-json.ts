import { ModelError } from './language-model.ts'

/** Nobody waits longer for a reading that rules can give at once. Milliseconds. */
const DEADLINE = 15_000

/** Posts JSON and gives the answer's. What a provider says of an error may hold the key, so it is not repeated. */
export async function postJson(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: object },
): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(DEADLINE),
      redirect: 'error',
    })
    if (!response.ok) throw new ModelError(`The model answered with status ${response.status}`)
    return await response.json()
  } catch (error) {
    if (error instanceof ModelError) throw error
    const reason = error instanceof Error ? error.name : 'unknown'
    throw new ModelError(`The model could not be asked (${reason})`)
  }
}
