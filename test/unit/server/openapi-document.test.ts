import { readFileSync } from 'node:fs'

import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'

interface Media {
  schema: { $ref?: string; examples?: unknown[] }
  example?: unknown
}

interface Operation {
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { description: string }>
}

interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, { examples?: unknown[] }> }
}

const FILE = new URL('../../../server/openapi.json', import.meta.url)
const read = () => JSON.parse(readFileSync(FILE, 'utf8')) as OpenApi

// `npm run check:built` compares the file with what the collector answers.
describe('server/openapi.json', () => {
  it('is valid by the meta-schema of OpenAPI 3.1', async () => {
    const validator = new Validator()

    expect(await validator.validate({ ...read() })).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('holds only schemas that are valid JSON Schema', () => {
    const { compile, document } = compiler()

    for (const name of Object.keys(document.components.schemas)) {
      expect(() => compile({ $ref: `#/components/schemas/${name}` }), name).not.toThrow()
    }
    for (const [place, { schema }] of bodies(document)) {
      expect(() => compile(schema), place).not.toThrow()
    }
  })

  it('says of every answer what it means, and of no two refusals the same', () => {
    const meanings = new Map<string, string>()

    for (const [place, { responses }] of operations(read())) {
      for (const [status, { description }] of Object.entries(responses)) {
        expect(description, `${place} ${status}`).not.toMatch(/^$|^Default Response$/)
        if (Number(status) < 400) continue
        expect(meanings.get(description) ?? status, place).toBe(status)
        meanings.set(description, status)
      }
    }
    expect([...new Set(meanings.values())].map(Number).sort()).toEqual([
      400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503,
    ])
  })

  it('shows a valid example of what is sent to it most', () => {
    const { compile, document } = compiler()
    const shown = bodies(document).flatMap(([place, { schema, example }]) => {
      const name = schema.$ref?.split('/').at(-1) ?? ''
      const examples = document.components.schemas[name]?.examples ?? []
      const all = [...examples, ...(example === undefined ? [] : [example])]
      for (const each of all) {
        const validate = compile(schema)
        expect([place, validate(each), validate.errors]).toEqual([place, true, null])
      }
      return all.length > 0 ? [place] : []
    })

    expect(shown.sort()).toEqual([
      'post /api/projects/{projectId}/sessions/{sessionId}/traces',
      'post /v1/custom',
      'post /v1/feedback',
      'post /v1/insight-search',
      'post /v1/issues',
      'post /v1/sessions',
      'post /v1/sessions/{id}/logs',
      'put /api/casefile/v1/projects/{id}/capture',
      'put /api/casefile/v1/projects/{id}/failures/{failureId}/status',
      'put /api/casefile/v1/projects/{id}/patterns/{slug}',
      'put /api/casefile/v1/projects/{id}/scrub-rules',
    ])
  })
})

function operations({ paths }: OpenApi): [string, Operation][] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  )
}

function bodies(document: OpenApi): [string, Media][] {
  return operations(document).flatMap(([place, { requestBody }]) => {
    const media = requestBody?.content['application/json']
    return media ? [[place, media] satisfies [string, Media]] : []
  })
}

/** Compiles schemas as they stand in the document, references into it and all. */
function compiler() {
  const document = read()
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'openapi', components: document.components })
  const compile = (schema: object) => {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/')
    return ajv.compile(JSON.parse(text) as object)
  }
  return { compile, document }
}
