import { CredentialsError, readCredentials } from '../accounts/credentials.ts'
import { createPasswords } from '../accounts/passwords.ts'
import { defineCommand } from './command.ts'
import { DATA_OPTION, optionalText } from './option.ts'
import { readPassword } from './read-password.ts'
import { UsageError } from './usage-error.ts'
import { withMetaStore } from './with-meta-store.ts'

export const ownerCommand = defineCommand({
  name: 'owner',
  summary: 'Make the inbox’s owner, or give them a new password.',
  description: `Asks for the password, or reads it from the first line of the standard input. Signs the owner
out everywhere. From then on the inbox asks everybody to sign in, also on this machine. Works
beside a running collector.`,
  options: {
    email: optionalText({ placeholder: 'ADDRESS', summary: 'The owner’s e-mail; needed.' }),
    data: DATA_OPTION,
  },
  run: async ({ email: given, data }) => {
    if (given === undefined) throw new UsageError('say who: owner --email you@example.com')
    await withMetaStore(data, async (meta) => {
      const { email, password } = readOwner(given, await readPassword())
      const passwordHash = await createPasswords().hash(password)
      const { created } = await meta.putOwner({ email, passwordHash, time: Date.now() })
      console.log(
        created
          ? `${email} owns the inbox now and can sign in.`
          : `${email} owns the inbox and signs in with the new password.`,
      )
    })
  },
})

function readOwner(email: string, password: string) {
  try {
    return readCredentials({ email, password })
  } catch (error) {
    throw error instanceof CredentialsError ? new UsageError(error.message) : error
  }
}
