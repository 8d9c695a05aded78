import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

import { onTestFinished, expect, it } from 'vitest'

import { readWithModel } from '../../../../server/src/agent-analysis/questions/read-with-model.ts'
import { createModel } from '../../../../server/src/model/create-model.ts'
import { ModelError } from '../../../../server/src/model/language-model.ts'
import type { ModelProvider } from '../../../../server/src/model/model-options.ts'

const NOW = Date.parse('2026-11-22T15:30:00Z')
const QUERY = { about: 'failures', from: NOW - 1000, to: NOW, limit: 5 }

const ANSWERS: { readonly [Provider in ModelProvider]: (query: unknown) => object } = {
  openai: (query) => ({ choices: [{ message: { content: JSON.stringify(query) } }] }),
  anthropic: (query) => ({ content: [{ type: 'text' }, { type: 'tool_use', input: query }] }),
}

it.each(['openai', 'anthropic'] as const)(
  'a question is read by a model that speaks like %s',
  async (provider) => {
    const server = await serve(() => ANSWERS[provider](QUERY))

    expect(await read(server.url, provider)).toEqual(QUERY)
    const [{ path, headers, body }] = server.requests as [Received]
    expect(path).toBe(provider === 'openai' ? '/v1/chat/completions' : '/v1/messages')
    expect(headers[provider === 'openai' ? 'authorization' : 'x-api-key']).toContain('secret')
    expect(body).toMatchObject({ model: 'm-1', temperature: 0 })
    expect(JSON.stringify(body)).toContain('Why do runs fail?')
  },
)

it.each([
  ['a query that we do not know', { ...QUERY, about: 'passwords' }],
  ['a query with something more in it', { ...QUERY, sql: 'DROP TABLE runs' }],
  ['a range without end', { ...QUERY, from: 0 }],
  ['a range that runs backwards', { ...QUERY, from: NOW, to: NOW - 1 }],
  ['nothing', null],
])('a model that answers with %s is not believed', async (_what, query) => {
  const server = await serve(() => ANSWERS.openai(query))

  expect(await read(server.url)).toBeUndefined()
})

it('a model that fails says so without the key', async () => {
  const server = await serve(() => undefined)

  const error = await read(server.url).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ModelError)
  expect(String(error)).toContain('500')
  expect(String(error)).not.toContain('secret')
})

it('a model that is not there is an error and no crash', async () => {
  await expect(read('http://127.0.0.1:9/v1')).rejects.toThrow(ModelError)
})

function read(url: string, provider: ModelProvider = 'openai') {
  const model = createModel({ provider, url, model: 'm-1', key: 'secret' })
  if (!model) throw new Error('There should be a model')
  return readWithModel('Why do runs fail?', { model, now: NOW })
}

interface Received {
  path: string | undefined
  headers: IncomingHttpHeaders
  body: unknown
}

/** A provider that answers with what it is given, and 500 with nothing. */
async function serve(answer: () => object | undefined) {
  const requests: Received[] = []
  const server = createServer(async (request, response) => {
    const body: Buffer[] = []
    for await (const piece of request) body.push(piece as Buffer)
    requests.push({
      path: request.url,
      headers: request.headers,
      body: JSON.parse(Buffer.concat(body).toString()),
    })
    const given = answer()
    response.writeHead(given ? 200 : 500, { 'content-type': 'application/json' })
    response.end(JSON.stringify(given ?? { error: 'Bearer secret' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/v1`, requests }
}
