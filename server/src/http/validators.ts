import AjvCompiler, {
  type BuildCompilerFromPool,
  type RouteDefinition,
  type ValidatorFactory,
} from '@fastify/ajv-compiler'
import type { FastifyServerOptions } from 'fastify'

/**
 * Validates bodies as they are: `"status": "7"` is no number, and nothing is taken out. Query
 * strings are text by nature, so there the schema's types are read from the text.
 */
const buildValidator: BuildCompilerFromPool = (schemas) => {
  const build = AjvCompiler()
  const common = { useDefaults: true, removeAdditional: false } as const
  const strict = build(schemas, { customOptions: { ...common, coerceTypes: false } })
  const fromText = build(schemas, { customOptions: { ...common, coerceTypes: true } })

  const compile = (route: RouteDefinition) =>
    route.httpPart === 'body' ? strict(route) : fromText(route)
  // Fastify hands over the route around the schema; the package's type names the schema alone.
  return compile as ReturnType<BuildCompilerFromPool>
}

export const schemaController: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator: buildValidator satisfies ValidatorFactory },
}
