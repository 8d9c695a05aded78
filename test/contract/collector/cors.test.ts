import { describe, expect, it } from 'vitest'

import { sendRequest } from '../../helpers/http-request.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const CAPTURE_PATHS = [
  '/v1/sessions',
  '/v1/sessions/x/logs',
  '/v1/issues',
  '/api/casefile/v1/sessions/x/replay',
]
const origin = 'https://shop.example'

describe('a page of any origin', () => {
  const collector = useCollector()

  it.each(CAPTURE_PATHS)('may post to %s', async (path) => {
    const { status, headers } = await sendRequest(collector().url + path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })

    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers':
        'content-type, x-api-key, authorization, idempotency-key, content-encoding',
      'access-control-max-age': '600',
    })
    expect(headers['access-control-allow-credentials']).toBeUndefined()
  })

  it.each(CAPTURE_PATHS)('can read why %s refused it', async (path) => {
    const answer = await sendRequest(collector().url + path, {
      method: 'POST',
      headers: { origin },
    })

    expect(answer.status).toBe(401)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'retry-after, x-request-id',
    })
  })

  it.each(['/v1/issues/x', '/v1/projects/x/issues', '/api/casefile/v1/projects'])(
    'may not read %s',
    async (path) => {
      const preflight = await sendRequest(collector().url + path, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET' },
      })
      const read = await sendRequest(collector().url + path, { headers: { origin } })

      expect(preflight.status).toBe(404)
      expect(preflight.headers['access-control-allow-origin']).toBeUndefined()
      expect(read.headers['access-control-allow-origin']).toBeUndefined()
    },
  )
})
