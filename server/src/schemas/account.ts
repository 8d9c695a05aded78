import Type from 'typebox'

import { nullable } from './reference.ts'

const account = Type.Object({ email: Type.String(), role: Type.Enum(['owner']) })

export const InboxSessionSchema = {
  ...Type.Object({
    status: Type.Enum(['signed-in', 'signed-out', 'local', 'no-owner'], {
      description:
        '`signed-out`: an account is needed. `local`: there is no owner yet, and this machine may enter without. `no-owner`: an owner must be made first.',
    }),
    account: nullable(account),
    reason: nullable(Type.String({ description: 'With no-owner: why this is not local.' })),
  }),
  $id: 'InboxSession',
}

// Lengths are told by the routes, in words for the person; these keep out what is absurd.
const email = Type.String({ maxLength: 1000 })
const password = Type.String({ maxLength: 1000 })

export const SignInSchema = { ...Type.Object({ email, password }), $id: 'SignIn' }

export const SetUpSchema = {
  ...Type.Object({ token: Type.String({ maxLength: 1000 }), email, password }),
  $id: 'SetUp',
}

export const PasswordChangeSchema = {
  ...Type.Object({ currentPassword: password, newPassword: password }),
  $id: 'PasswordChange',
}
