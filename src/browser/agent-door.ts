/** What `casefile/agent` has to send from a page. */
export interface AgentPost {
  path: '/v1/custom' | '/v1/feedback'
  body: object
  /** The session of the Casefile that runs on the page. */
  sessionId: string
}

/** Keeps a post; resolves to whether it will be delivered. */
export type TakePost = (post: AgentPost) => Promise<boolean>

/** What `casefile/agent` needs of a handle. */
interface RunningCasefile {
  sessionId(): string
  flush(): Promise<void>
}

interface Meeting {
  /** The handle of an `init` by import, which nobody else could find. */
  handle?: RunningCasefile | undefined
  take?: TakePost | undefined
  /** Casefile was here, and has been stopped. */
  isOver?: boolean
  /** Posts that came before anybody took them. */
  waiting: { post: AgentPost; settle(taken: boolean): void }[]
}

/**
 * Agent module and Casefile come in builds of their own, in any order and from different addresses:
 * what both know is this name. The number is the shape's.
 */
const PLACE = Symbol.for('casefile.agent.1')

/** Chats are slower; more than this waits only where nobody will ever take it. */
const MOST_WAITING = 100

const page = globalThis as { [PLACE]?: Meeting; Casefile?: Partial<RunningCasefile> }

function meeting(): Meeting {
  // Not to be listed among what the page has made.
  if (!page[PLACE]) Object.defineProperty(page, PLACE, { value: { waiting: [] } })
  return page[PLACE]!
}

/** Lets `casefile/agent` find this handle. */
export function announceCasefile(handle: RunningCasefile): void {
  Object.assign(meeting(), { handle, isOver: false })
}

/** The Casefile that runs on this page, by script tag or by import. */
export function findCasefile(): RunningCasefile | undefined {
  const { Casefile, [PLACE]: place } = page
  const found = typeof Casefile?.sessionId === 'function' ? Casefile : place?.handle
  return !place?.isOver && found?.sessionId?.() ? (found as RunningCasefile) : undefined
}

/**
 * Hands a post to the Casefile of this page, now or once it takes posts; resolves to whether it keeps
 * it. `undefined`: there is none.
 */
export function handOver(message: Omit<AgentPost, 'sessionId'>): Promise<boolean> | undefined {
  const casefile = findCasefile()
  if (!casefile) return undefined
  const post = { ...message, sessionId: casefile.sessionId() }
  const { take, waiting } = meeting()
  if (take) return take(post)

  // What takes it is not loaded yet, and is then.
  void casefile.flush()
  return new Promise((settle) => {
    waiting.push({ post, settle })
    for (const { settle } of waiting.splice(0, waiting.length - MOST_WAITING)) settle(false)
  })
}

/** Takes what there is and what comes; returns what ends that. */
export function openAgentDoor(take: TakePost): () => void {
  const place = meeting()
  Object.assign(place, { take, isOver: false })
  for (const { post, settle } of place.waiting.splice(0)) {
    take(post).then(settle, () => settle(false))
  }

  return () => {
    if (place.take === take) Object.assign(place, { take: undefined, isOver: true })
  }
}
