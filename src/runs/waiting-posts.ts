import type { AgentPost } from '../browser/agent-door.ts'
import { asStored, deletions, type Stored } from '../buffer/records.ts'
import type { Key, Store } from '../buffer/store.ts'
import { byteLength } from '../lib/byte-length.ts'
import { randomId } from '../lib/random-id.ts'
import { stringify } from '../lib/stringify.ts'
import type { LossReason } from '../protocol/index.ts'
import { redactPost } from './redact-post.ts'

/** One run; a collector takes ten times as much. */
const MOST_BYTES = 1024 * 1024

/** Of all that wait; the device is the person's. */
const MOST_WAITING_BYTES = 4 * MOST_BYTES

/** What an agent's run says, or what a person says of it, as the device keeps it. */
export interface WaitingPost extends Pick<AgentPost, 'path' | 'sessionId'> {
  /** When it was taken, epoch milliseconds. */
  time: number
  /** Not to be sent unless its session is released; see `mode`. */
  held: boolean
  body: string
  /** Where it was to go, for pages that have another key. */
  endpoint: string
}

export interface WaitingPostsOptions {
  store: Store
  /** The capture key. */
  project: string
  endpoint: string
  isReleased(sessionId: string): boolean
  onLoss(reason: LossReason, count: number): void
}

/** Posts of `casefile/agent` that wait, on the device, until the collector has them. */
export interface WaitingPosts {
  /** Redacts and keeps one; resolves to whether it is kept. */
  add(post: AgentPost): Promise<boolean>
  /** Whether consent has been withdrawn meanwhile. */
  isGone(post: Stored<WaitingPost>): Promise<boolean>
  /** Oldest first. */
  list(): Promise<Stored<WaitingPost>[]>
  remove(post: Stored<WaitingPost>): Promise<void>
  purge(): Promise<void>
}

export function createWaitingPosts(options: WaitingPostsOptions): WaitingPosts {
  const { store, project, endpoint, isReleased, onLoss } = options
  // Below the prefix that withdrawn consent clears.
  const prefix: Key = ['report', project, 'agent']
  const list = async () => asStored<WaitingPost>(await store.list(prefix))

  /** Lets the oldest go. */
  const makeRoom = async () => {
    let bytes = 0
    const tooMany = (await list())
      .reverse()
      .filter(({ value }) => (bytes += value.body.length) > MOST_WAITING_BYTES)
    if (tooMany.length === 0) return
    await store.write(deletions(tooMany))
    onLoss('storage', tooMany.length)
  }

  return {
    async add({ path, sessionId, body }) {
      const text = stringify(redactPost(body))
      if (byteLength(text) > MOST_BYTES) {
        onLoss('size', 1)
        return false
      }
      const time = Date.now()
      const held = !isReleased(sessionId)
      const value: WaitingPost = { path, sessionId, time, held, body: text, endpoint }
      await store.write([{ put: [...prefix, time, randomId()], value }])
      await makeRoom()
      return true
    },

    list,
    isGone: async ({ key }) => (await store.list(key, 1)).length === 0,
    remove: ({ key }) => store.write([{ delete: key }]),
    purge: () => store.update(prefix, deletions),
  }
}
