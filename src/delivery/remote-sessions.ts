import { stringify } from '../lib/stringify.ts'
import type { Extension } from '../protocol/index.ts'
import type { Store } from '../buffer/store.ts'
import type { Answer, Collector, Destination, Request } from './collector.ts'
import { saysDisabled } from './kill-switch.ts'

/** A session as the collector knows it. */
export interface RemoteSession {
  id: string
  /** What the collector understands beyond the documented API. */
  extensions: readonly Extension[]
  /** The project's capture is switched off. Not kept on the device: it is asked again. */
  isDisabled?: boolean
}

/** The collector's ids for our sessions; kept on the device, so that the next page need not ask. */
export interface RemoteSessions {
  /** What is known without asking. */
  known(destination: Destination, sessionId: string): RemoteSession | undefined
  /** Asks the collector when needed; an answer that is no session is returned as it came. */
  find(
    destination: Destination,
    sessionId: string,
    manner?: Pick<Request, 'background'>,
  ): Promise<RemoteSession | Answer>
  forget(destination: Destination, sessionId: string): Promise<void>
}

export function createRemoteSessions(collector: Collector, store: Store): RemoteSessions {
  const cache = new Map<string, RemoteSession>()

  const keyOf = ({ endpoint, key }: Destination, sessionId: string) =>
    ['session', key, endpoint, sessionId] as const

  const remember = (cacheKey: string, session: RemoteSession) => {
    cache.set(cacheKey, session)
    return session
  }

  return {
    known: (destination, sessionId) => cache.get(keyOf(destination, sessionId).join()),

    async find(destination, sessionId, manner) {
      const key = keyOf(destination, sessionId)
      const cached = cache.get(key.join())
      if (cached) return cached

      const [stored] = await store.list(key, 1)
      if (isRemoteSession(stored?.value)) return remember(key.join(), stored.value)

      const answer = await collector.post({
        ...destination,
        ...manner,
        path: '/v1/sessions',
        body: stringify({ externalSessionId: sessionId }),
      })
      const session = readSession(answer)
      if (!session) return answer
      if (session.isDisabled) return session

      // One session a tab is plenty; without this, old ones would pile up on the device.
      await store.update(['session', destination.key], (records) => [
        ...records.slice(0, -20).map((record) => ({ delete: record.key })),
        { put: key, value: session },
      ])
      return remember(key.join(), session)
    },

    async forget(destination, sessionId) {
      const key = keyOf(destination, sessionId)
      cache.delete(key.join())
      await store.write([{ delete: key }])
    },
  }
}

export function isAnswer(found: RemoteSession | Answer): found is Answer {
  return 'status' in found
}

function readSession({ status, body }: Answer): RemoteSession | undefined {
  if (status < 200 || status >= 300 || typeof body !== 'object' || body === null) return undefined
  const { sessionId, extensions } = body as { sessionId?: unknown; extensions?: unknown }
  if (typeof sessionId !== 'string') return undefined
  const understood: Extension[] = Array.isArray(extensions) ? extensions : []
  return {
    id: sessionId,
    extensions: understood,
    ...(understood.includes('disabled') && saysDisabled(body) && { isDisabled: true }),
  }
}

function isRemoteSession(value: unknown): value is RemoteSession {
  return typeof value === 'object' && value !== null && 'id' in value && 'extensions' in value
}
