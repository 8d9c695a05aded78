import { ApiError } from '../http/api-error.ts'
import { answerErrorsAs, type Refusal } from '../http/answer-errors.ts'
import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import type { Logger } from '../log/logger.ts'
import { reference } from '../schemas/reference.ts'
import type { StoredKey } from '../storage/meta/key-store.ts'
import { acceptForms } from './accept-forms.ts'
import { readClient } from './read-client.ts'
import { oauthRefusals } from './schemas/error.ts'
import { TokenRequestSchema, TokenSchema } from './schemas/token.ts'

const BODY_BYTES = 8 * 1024
const CLIENT_ID_LENGTH = 'sa_'.length + 8

/** Client credentials of RFC 6749: a read key for a token that its holder may hand on. */
export function tokenRoute(app: App, { access, accessTokens }: Context, logger: Logger): void {
  answerErrorsAs(app, logger, asOAuth)
  acceptForms(app)

  app.post(
    '/oauth2/token',
    {
      bodyLimit: BODY_BYTES,
      schema: {
        summary: 'An access token for a read key',
        description:
          'The client may also say who it is with `Authorization: Basic`, as RFC 6749 has it.',
        tags: ['Kontext'],
        security: [],
        consumes: ['application/x-www-form-urlencoded', 'application/json'],
        body: reference(TokenRequestSchema),
        response: { ...oauthRefusals, 200: reference(TokenSchema) },
      },
    },
    async (request, reply) => {
      const { grant_type: grantType } = request.body
      if (grantType === undefined) throw new ApiError('VALIDATION_ERROR', 'grant_type is missing')
      if (grantType !== 'client_credentials') {
        return reply.code(400).send({
          error: 'unsupported_grant_type',
          error_description: 'The only grant_type here is client_credentials',
        })
      }

      const { id, secret } = readClient(request.headers.authorization, request.body)
      const key = await access.identify(request, secret)
      if (key.kind !== 'read' || !isIdOf(id, key)) {
        throw new ApiError('UNAUTHORIZED', 'client_id and client_secret belong to no read key')
      }
      const { token, expiresIn } = accessTokens.issue(key)
      return reply
        .headers({ 'cache-control': 'no-store', pragma: 'no-cache' })
        .send({ access_token: token, token_type: 'Bearer', expires_in: expiresIn })
    },
  )
}

/** Lists show the first eight characters of a key's id; those will do. */
function isIdOf(clientId: string, { keyId }: StoredKey): boolean {
  return clientId.length >= CLIENT_ID_LENGTH && `sa_${keyId}`.startsWith(clientId)
}

/** The words of RFC 6749, and of its sections on other answers where it has none for these. */
function asOAuth({ code, statusCode, message }: Refusal) {
  return { error: wordFor(code, statusCode), error_description: message }
}

function wordFor(code: Refusal['code'], status: number): string {
  if (code === 'UNAUTHORIZED') return 'invalid_client'
  if (code === 'FORBIDDEN' || code === 'ORIGIN_NOT_ALLOWED') return 'unauthorized_client'
  if (status === 429 || status === 503) return 'temporarily_unavailable'
  return status >= 500 ? 'server_error' : 'invalid_request'
}
