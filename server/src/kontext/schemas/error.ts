import Type from 'typebox'

import { refusalsAs } from '../../schemas/error.ts'

export const KontextErrorSchema = {
  ...Type.Object(
    {
      message: Type.String({ description: 'What went wrong, for a person.' }),
      statusCode: Type.Integer({ description: 'The HTTP status again.' }),
    },
    { description: 'What every refusal of the Kontext API looks like.' },
  ),
  $id: 'KontextError',
}

export const OAuthErrorSchema = {
  ...Type.Object(
    {
      error: Type.String({
        description: '`invalid_client`, `invalid_request`, `unsupported_grant_type`, …',
      }),
      error_description: Type.String({ description: 'What went wrong, for a person.' }),
    },
    { description: 'A refusal as RFC 6749 has it.' },
  ),
  $id: 'OAuthError',
}

export const kontextRefusals = refusalsAs(KontextErrorSchema)
export const oauthRefusals = refusalsAs(OAuthErrorSchema)
