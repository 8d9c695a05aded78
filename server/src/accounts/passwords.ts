import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { promisify } from 'node:util'

export interface Passwords {
  /** The password's hash, with all it takes to check it: `scrypt$N$r$p$salt$hash`. */
  hash(password: string): Promise<string>
  /** Whether the password has this hash. Takes as long when there is none to compare with. */
  matches(password: string, stored: string | undefined): Promise<boolean>
}

/** More sign-ins at a time than wait here are refused, for a wait of seconds helps nobody. */
export class TooManyPasswordsError extends Error {
  override readonly name = 'TooManyPasswordsError'
}

/** 32 MiB and about a tenth of a second for a guess. */
const COST = { N: 2 ** 15, r: 8, p: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32
const MOST_WAITING = 20

type Parameters = typeof COST & { salt: Buffer }

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/**
 * Hashes passwords with scrypt, one at a time: the threads that do it also unpack what pages
 * send, and a flood of sign-ins must not take them, nor 32 MiB for each.
 */
export function createPasswords(): Passwords {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (waiting >= MOST_WAITING) throw new TooManyPasswordsError()
    waiting += 1
    const mine = last.then(work).finally(() => (waiting -= 1))
    last = mine.catch(() => {})
    return mine
  }

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES)
      const hash = await inTurn(() => hashOf(password, { ...COST, salt }))
      const { N, r, p } = COST
      return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$')
    },
    async matches(password, stored) {
      const { parameters, hash } = stored === undefined ? nobody() : read(stored)
      const presented = await inTurn(() => hashOf(password, parameters))
      return timingSafeEqual(presented, hash) && stored !== undefined
    },
  }
}

function hashOf(password: string, { salt, ...cost }: Parameters): Promise<Buffer> {
  // The same password typed on another keyboard may be made of other code points.
  const text = password.normalize('NFKC')
  return derive(text, salt, HASH_BYTES, { ...cost, maxmem: 2 * 128 * cost.N * cost.r })
}

/** Reads what `hash` wrote; nothing else ever stands in that column. */
function read(stored: string): { parameters: Parameters; hash: Buffer } {
  const [, N, r, p, salt = '', hash = ''] = stored.split('$')
  return {
    parameters: { N: Number(N), r: Number(r), p: Number(p), salt: Buffer.from(salt, 'base64url') },
    hash: Buffer.from(hash, 'base64url'),
  }
}

/** What an unknown person's password is compared with, so that the time does not tell them apart. */
function nobody(): { parameters: Parameters; hash: Buffer } {
  return { parameters: { ...COST, salt: randomBytes(SALT_BYTES) }, hash: Buffer.alloc(HASH_BYTES) }
}
