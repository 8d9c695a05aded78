import Type from 'typebox'

const parameter = (description: string) => Type.Optional(Type.String({ description }))

export const TokenRequestSchema = {
  ...Type.Object({
    grant_type: parameter('`client_credentials`.'),
    client_id: parameter('`sa_` and the id of a read key, as `casefile-server keys` lists it.'),
    client_secret: parameter('That key.'),
    scope: parameter('Without effect: a token may what its key may.'),
    audience: parameter('Without effect.'),
  }),
  $id: 'TokenRequest',
}

export const TokenSchema = {
  ...Type.Object(
    {
      access_token: Type.String(),
      token_type: Type.Literal('Bearer'),
      expires_in: Type.Integer({ description: 'Seconds.' }),
    },
    { description: 'A token that does as the key would, for this API, until it expires.' },
  ),
  $id: 'Token',
}
