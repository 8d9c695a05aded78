import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'

type BuildSerializer = ReturnType<typeof SerializerSelector>

/**
 * Makes what turns answers into JSON. Refusals all look alike and come from one function
 * (`errorBody`); a serializer for each status of each route would be some three hundred of them,
 * and twenty megabytes.
 */
export const buildSerializer: BuildSerializer = (schemas, options) => {
  const build = SerializerSelector()(schemas, options)
  return (route) => (/^[45]/.test(route.httpStatus) ? JSON.stringify : build(route))
}
