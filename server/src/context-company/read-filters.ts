import Type from 'typebox'

import { oneOf } from '../http/one-of.ts'

const exact = (description: string) => Type.Optional(Type.String({ minLength: 1, description }))

/** The parameters that say whose runs are meant, each exact and the ids under two names. */
export const ownerQuery = {
  agent: exact('The agent, by its exact name.'),
  userId: exact('The sender’s own id of the user.'),
  external_user_id: exact('The same as `userId`.'),
  orgId: exact('The sender’s own id of the organization.'),
  external_org_id: exact('The same as `orgId`.'),
}

export interface OwnerQuery {
  agent?: string
  userId?: string
  external_user_id?: string
  orgId?: string
  external_org_id?: string
}

export function readOwner({ agent, userId, external_user_id, orgId, external_org_id }: OwnerQuery) {
  return {
    agent,
    userId: oneOf({ userId, external_user_id }),
    orgId: oneOf({ orgId, external_org_id }),
  }
}
