import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'

type BuildSerializer = ReturnType<typeof SerializerSelector>

/**
 * Makes what turns answers into JSON. Refusals all look alike and come from one function
 * (`errorBody`); a serializer for each status of each route would be some three hundred of them,
 * and twenty megabytes. One is made when its route first answers: to make all of them took most of
 * the time in which a collector starts.
 */
export const buildSerializer: BuildSerializer = (schemas, options) => {
  const build = SerializerSelector()(schemas, options)
  return (route) => {
    if (/^[45]/.test(route.httpStatus)) return JSON.stringify
    let serialize: ReturnType<typeof build> | undefined
    return (answer) => (serialize ??= build(route))(answer)
  }
}
