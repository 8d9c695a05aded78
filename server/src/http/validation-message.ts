import type { FastifySchemaValidationError } from 'fastify'

/** One failed check as a sentence that names the place, e.g. `logs[3].level must be one of …`. */
export function validationError(errors: FastifySchemaValidationError[], part: string): Error {
  const [error] = errors
  if (!error) return new Error(`${part} is not valid`)

  const place = placeOf(error.instancePath) || (part === 'body' ? 'The body' : part)
  return new Error(`${place} ${complaint(error)}`)
}

/** `/logs/3/level` as `logs[3].level`. */
function placeOf(path: string): string {
  return path
    .slice(1)
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.')
}

function complaint({ keyword, params, message }: FastifySchemaValidationError): string {
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    return `must be one of ${params.allowedValues.join(', ')}`
  }
  if (keyword === 'required') return `must have "${String(params.missingProperty)}"`
  return message ?? 'is not valid'
}
