import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'

/** Of what one request may hold, sent or unpacked. */
export const BODY_BYTES = 10 * 1024 * 1024

const asItIs: FastifySchemaCompiler<TSchema> = () => (value) => ({ value })

/**
 * For bodies whose schema is there to be read by people: what is in them is checked by the mapper,
 * which can say what is wrong with which item, or takes what other versions of a client send.
 */
export const withoutValidation = { validatorCompiler: asItIs }
