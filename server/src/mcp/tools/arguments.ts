import Type from 'typebox'

/** Arguments that several tools have. */
export const range = {
  range: Type.Optional(
    Type.Enum(['5m', '1h', '1d', '2w', '1M', '2M'], {
      description: 'The time until now. Default 2w. Not together with from and to.',
    }),
  ),
  from: Type.Optional(Type.String({ description: 'ISO 8601, together with to.' })),
  to: Type.Optional(Type.String({ description: 'ISO 8601, without that moment itself.' })),
}

export const page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'Default 20.' })),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
}

export const who = {
  agent: Type.Optional(Type.String({ description: 'Exact name of the agent.' })),
  userId: Type.Optional(Type.String({ description: 'Exact external id of the user.' })),
  orgId: Type.Optional(Type.String({ description: 'Exact external id of the organization.' })),
}

export const source = Type.Optional(Type.Enum(['prod', 'dev'], { description: 'Default prod.' }))

type Arguments = { [name: string]: unknown }

/** The arguments with a time, which the API wants to be told. */
export function withRange(args: Arguments): Arguments {
  const isGiven = ['range', 'from', 'to'].some((name) => args[name] !== undefined)
  return isGiven ? args : { ...args, range: '2w' }
}

/** A page that a model can read at once. */
export function withPage(args: Arguments): Arguments {
  return { limit: 20, ...args }
}
