export interface Attempt {
  email: string
  address: string
  /** Made on the collector's own machine, e.g. through an SSH tunnel. */
  local: boolean
}

export interface SignInThrottle {
  /** Takes one attempt; seconds to wait when there is none left. */
  take(attempt: Attempt): number
  /** The attempt was right: it does not count, and its address is known from now on. */
  succeeded(attempt: Attempt): void
}

interface Allowance {
  attempts: number
  /** Milliseconds after which one more is allowed. */
  refill: number
}

/** An office shares an address. */
const PER_ADDRESS: Allowance = { attempts: 20, refill: 30_000 }

/** A minute a guess is a thousand years for a bad password, and a cup of tea for a person. */
const PER_ACCOUNT: Allowance = { attempts: 10, refill: 60_000 }

const MOST_REMEMBERED = 10_000

/**
 * Slows down guessing, by address and by account. Whoever guesses from everywhere uses up an
 * account's attempts, but not its owner's: an address that has signed in to it before, and the
 * collector's own machine, have attempts of their own.
 */
export function createSignInThrottle({ now }: { now: () => number }): SignInThrottle {
  const addresses = createBuckets(PER_ADDRESS, now)
  const accounts = createBuckets(PER_ACCOUNT, now)
  const familiar = new Set<string>()

  const accountBucket = ({ email, address, local }: Attempt) => {
    const pair = JSON.stringify([email, address])
    return local || familiar.has(pair) ? pair : email
  }

  return {
    take(attempt) {
      const wait = addresses.take(attempt.address)
      return wait > 0 ? wait : accounts.take(accountBucket(attempt))
    },
    succeeded(attempt) {
      addresses.giveBack(attempt.address)
      accounts.giveBack(accountBucket(attempt))
      remember(familiar, JSON.stringify([attempt.email, attempt.address]))
    },
  }
}

function remember(familiar: Set<string>, pair: string): void {
  familiar.delete(pair)
  familiar.add(pair)
  const [oldest] = familiar
  if (familiar.size > MOST_REMEMBERED && oldest !== undefined) familiar.delete(oldest)
}

/** For each name the time at which all its attempts are there again; that says how many are left. */
function createBuckets({ attempts, refill }: Allowance, now: () => number) {
  const fullAt = new Map<string, number>()

  return {
    take(name: string): number {
      const time = now()
      const full = Math.max(fullAt.get(name) ?? 0, time)
      const wait = full + refill - (time + attempts * refill)
      if (wait > 0) return Math.ceil(wait / 1000)

      fullAt.delete(name)
      const [oldest] = fullAt.keys()
      if (fullAt.size >= MOST_REMEMBERED && oldest !== undefined) fullAt.delete(oldest)
      fullAt.set(name, full + refill)
      return 0
    },
    giveBack(name: string): void {
      const full = fullAt.get(name)
      if (full !== undefined) fullAt.set(name, full - refill)
    },
  }
}
