import { createHash, randomBytes } from 'node:crypto'

const NAME = 'casefile_inbox'

/** Tabs that were opened long ago make place for new ones; they simply ask for a new cookie. */
const MOST_COOKIES = 1000

export interface InboxCookies {
  /** A new cookie as a `Set-Cookie` value. */
  issue(): string
  /** Whether a `Cookie` header holds one of ours. */
  isKnown(header: string | undefined): boolean
}

/** The cookies that stand for "the inbox on this machine". They end with the process. */
export function createInboxCookies(basePath = ''): InboxCookies {
  const known = new Set<string>()

  return {
    issue() {
      const token = randomBytes(32).toString('base64url')
      known.add(digest(token))
      const [oldest] = known
      if (known.size > MOST_COOKIES && oldest !== undefined) known.delete(oldest)
      return `${NAME}=${token}; HttpOnly; SameSite=Strict; Path=${basePath || '/'}`
    },
    isKnown(header = '') {
      return header
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${NAME}=`))
        .some((pair) => known.has(digest(pair.slice(NAME.length + 1))))
    },
  }
}

/** Look-ups by digest take as long for a near miss as for any other. */
function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64')
}
