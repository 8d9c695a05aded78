import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What lets the person who started the collector, and nobody else, make the owner's account. */
export interface SetUpToken {
  token: string
  isRight(presented: string): boolean
}

/** Good until the process ends; once there is an account it opens nothing any more. */
export function createSetUpToken(): SetUpToken {
  const token = randomBytes(24).toString('base64url')
  const expected = hashOf(token)
  return { token, isRight: (presented) => timingSafeEqual(hashOf(presented), expected) }
}

function hashOf(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}
