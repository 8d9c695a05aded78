/** Without rules about its characters, length is what makes a password hard to guess. */
const LEAST_PASSWORD = 12
const MOST_PASSWORD = 200
const MOST_EMAIL = 254

/** An e-mail or a password that cannot be taken; the message says why, for the person. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError'
}

/** The form in which an e-mail is stored and looked for. */
export function normalEmail(text: string): string {
  return text.trim().toLowerCase()
}

/** What a new account or password must keep to; throws `CredentialsError`. */
export function readCredentials(given: { email: string; password: string }): {
  email: string
  password: string
} {
  const email = normalEmail(given.email)
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > MOST_EMAIL) {
    throw new CredentialsError('This is not an e-mail address.')
  }
  return { email, password: readPassword(given.password, email) }
}

function readPassword(password: string, email: string): string {
  const length = [...password].length
  if (length < LEAST_PASSWORD) {
    throw new CredentialsError(
      `The password needs at least ${LEAST_PASSWORD} characters; a few words make a good one.`,
    )
  }
  if (length > MOST_PASSWORD) {
    throw new CredentialsError(`The password may have at most ${MOST_PASSWORD} characters.`)
  }
  if (password.toLowerCase().includes(email) || new Set(password).size < 4) {
    throw new CredentialsError('This password is too easy to guess.')
  }
  return password
}
