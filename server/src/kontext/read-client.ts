import { ApiError } from '../http/api-error.ts'

/** What the credentials of a client are missing is told in the terms in which they came. */
const ASK_BASIC = { 'www-authenticate': 'Basic realm="casefile"' }

export interface Client {
  id: string
  secret: string
}

/** Who asks for a token: by the header of RFC 6749, section 2.3.1, else by the form. */
export function readClient(
  authorization: string | undefined,
  { client_id, client_secret }: { client_id?: string; client_secret?: string },
): Client {
  if (authorization !== undefined) return readHeader(authorization)
  if (client_id !== undefined && client_secret !== undefined) {
    return { id: client_id, secret: client_secret }
  }
  throw new ApiError('UNAUTHORIZED', 'client_id and client_secret are missing', ASK_BASIC)
}

function readHeader(authorization: string): Client {
  const [, encoded = ''] = /^Basic +(\S+) *$/i.exec(authorization) ?? []
  const decoded = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  if (colon > 0) {
    const [id, secret] = [decoded.slice(0, colon), decoded.slice(colon + 1)].map(decode)
    if (id !== undefined && secret !== undefined) return { id, secret }
  }
  throw new ApiError('UNAUTHORIZED', 'The Authorization header holds no client', ASK_BASIC)
}

/** Both are written as in a form. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
