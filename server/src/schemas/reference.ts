import Type, { type Static, type TSchema } from 'typebox'

/**
 * A reference to a schema that is registered under its `$id`, with the schema's own type. It
 * keeps shared shapes as one component in the OpenAPI document.
 */
export function reference<Schema extends TSchema & { $id: string }>(schema: Schema) {
  return Type.Unsafe<Static<Schema>>({ $ref: `${schema.$id}#` })
}

/** A value or null. One schema instead of a union keeps serialisation and messages simple. */
export function nullable<Schema extends TSchema & { type: string }>(schema: Schema) {
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: [schema.type, 'null'] })
}
