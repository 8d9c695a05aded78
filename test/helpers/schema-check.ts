import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** The parts of an OpenAPI document that are looked at here. */
interface OpenApi {
  paths: Record<string, Record<string, { responses: Record<string, OpenApiResponse> }>>
  components: object
}

interface OpenApiResponse {
  content?: Record<string, { schema: object }>
}

export interface Exchange {
  method: string
  path: string
  status: number
  body: unknown
}

/** Throws when an answer is not what the collector's own OpenAPI document promises. */
export type SchemaCheck = (exchange: Exchange) => void

const FILES = /^\/(openapi\.json|[\w-]+\.js|sdk\/.*|inbox.*)?$/

const checks = new Map<string, Promise<SchemaCheck>>()

/** The check for a collector; its document is read once. */
export function schemaCheckOf(url: string): Promise<SchemaCheck> {
  const known = checks.get(url)
  if (known) return known
  const made = makeCheck(url)
  checks.set(url, made)
  return made
}

async function makeCheck(url: string): Promise<SchemaCheck> {
  const response = await fetch(`${url}/openapi.json`)
  const document = (await response.json()) as OpenApi
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'openapi', components: document.components })
  const compiled = new Map<string, ValidateFunction>()

  return ({ method, path, status, body }) => {
    const template = Object.keys(document.paths).find((known) => matches(known, path))
    const operation = template && document.paths[template]?.[method.toLowerCase()]
    if (!operation) return expectUndocumented({ method, path, status, body })

    const place = `${method} ${template} ${status}`
    const described = operation.responses[String(status)]
    if (!described) throw new Error(`${place} is not in /openapi.json`)
    const schema = described.content?.['application/json']?.schema
    if (!schema) return

    const validate = compiled.get(place) ?? ajv.compile(absolute(schema))
    compiled.set(place, validate)
    if (!validate(body)) throw new Error(`${place}: ${ajv.errorsText(validate.errors)}`)
  }
}

/** Files have no schema; anything else that is not in the document does not exist. */
function expectUndocumented({ method, path, status, body }: Exchange): void {
  const place = `${method} ${path}`
  if (status >= 400) {
    const { statusCode, error, message } = body as Record<string, unknown>
    if (statusCode === status && typeof error === 'string' && typeof message === 'string') return
    throw new Error(`${place} refuses in a shape of its own: ${JSON.stringify(body)}`)
  }
  if (method !== 'OPTIONS' && !FILES.test(path)) throw new Error(`${place} is not in /openapi.json`)
}

function matches(template: string, path: string): boolean {
  const pattern = template.replace(/\{[^}]+\}/g, '[^/]+')
  return new RegExp(`^${pattern}$`).test(path)
}

/** References inside the document, seen from outside of it. */
function absolute(schema: object): object {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/')
  return JSON.parse(text) as object
}
