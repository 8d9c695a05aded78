import { sendRequest, type Answer } from './http-request.ts'
import { pipeToServerCli } from './run-server-cli.ts'
import type { RunningCollector } from './start-collector.ts'

export const OWNER = { email: 'owner@shop.test', password: 'correct horse battery' }

const OWN = '/api/casefile/v1'

/** Makes the inbox's owner by the command line. */
export async function makeOwner({ data }: RunningCollector, owner = OWNER): Promise<void> {
  const args = ['owner', '--email', owner.email, '--data', data]
  const { code, stderr } = await pipeToServerCli(`${owner.password}\n`, ...args)
  if (code !== 0) throw new Error(stderr)
}

/** A state-changing request as the inbox's own page sends it. */
export function sendFromInbox(
  { url }: Pick<RunningCollector, 'url'>,
  request: string,
  { body, headers = {} }: { body?: object; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const [method = '', path = ''] = request.split(' ')
  return sendRequest(`${url}${OWN}${path}`, {
    method,
    headers: {
      'x-casefile-inbox': '1',
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  })
}

export function signIn(
  collector: Pick<RunningCollector, 'url'>,
  { headers, ...credentials }: { email?: string; password?: string; headers?: object } = {},
): Promise<Answer> {
  const body = { ...OWNER, ...credentials }
  return sendFromInbox(collector, 'POST /inbox-sign-in', { body, headers: { ...headers } })
}

/** The `Cookie` header for an answer that set one. */
export function cookieOf({ headers }: Answer): string {
  return String(headers['set-cookie']?.[0]?.split(';')[0])
}

/** What the collector says of a browser with this cookie, or without one. */
export async function inboxState({ url }: Pick<RunningCollector, 'url'>, cookie?: string) {
  const headers = cookie === undefined ? {} : { cookie }
  const { text } = await sendRequest(`${url}${OWN}/inbox-session`, { headers })
  // The shape is what the tests of the sign-in check.
  return JSON.parse(text) as { status: string; account: { email: string } | null; reason: string }
}
