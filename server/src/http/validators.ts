import AjvCompiler, {
  type Ajv,
  type BuildCompilerFromPool,
  type RouteDefinition,
  type ValidatorFactory,
} from '@fastify/ajv-compiler'
import type { FastifyServerOptions } from 'fastify'

import { buildSerializer } from './serializers.ts'

/** One for all: a collector has a scope for each API, and all of them know the same schemas. */
const build = AjvCompiler()

/** What Fastify calls, and then asks for the errors. */
type Validate = Pick<ReturnType<ReturnType<BuildCompilerFromPool>>, 'errors'> &
  ((value: unknown) => unknown)

/**
 * Validates bodies as they are: `"status": "7"` is no number, and nothing is taken out. Query
 * strings are text by nature, so there the schema's types are read from the text.
 */
const buildValidator: BuildCompilerFromPool = (schemas) => {
  const common = { useDefaults: true, removeAdditional: false } as const
  const onCreate = quickenTimes

  const compile = (route: RouteDefinition) =>
    lazily(() => {
      const coerceTypes = route.httpPart !== 'body'
      return build(schemas, { onCreate, customOptions: { ...common, coerceTypes } })(route)
    })
  // Fastify hands over the route around the schema; the package's type names the schema alone.
  return compile as ReturnType<BuildCompilerFromPool>
}

/**
 * Compiled when it is first needed: most routes of a collector are never asked. Even finding the
 * compiler writes every schema out as its key, which for all routes was half of what a start
 * allocates; and what the heap has grown to for a start, it keeps.
 */
function lazily(compile: () => Validate): Validate {
  let compiled: Validate | undefined
  const validate: Validate = (value) => {
    compiled ??= compile()
    const isValid = compiled(value)
    validate.errors = compiled.errors ?? null
    return isValid
  }
  return validate
}

/** How nearly every client writes a time; days that not every month has are for the full check. */
const COMMON_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/

/** A batch has a hundred times, and the full check takes them apart piece by piece. */
function quickenTimes(ajv: Ajv): void {
  const full = ajv.formats['date-time']
  if (typeof full !== 'object' || full instanceof RegExp) return
  // Ajv types a format as one of numbers or of strings; this one is of strings.
  const isTime = full.validate as (text: string) => boolean
  ajv.addFormat('date-time', (text: string) => COMMON_TIME.test(text) || isTime(text))
}

export const schemaController: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator: buildValidator satisfies ValidatorFactory, buildSerializer },
}
