import Type, { type Static, type TSchema } from 'typebox'

/**
 * A reference to a schema that is registered under its `$id`, with the schema's own type. It
 * keeps shared shapes as one component in the OpenAPI document. The description is for an answer,
 * when that says more than the shape's own.
 */
export function reference<Schema extends TSchema & { $id: string }>(
  schema: Schema,
  description?: string,
) {
  return Type.Unsafe<Static<Schema>>({
    $ref: `${schema.$id}#`,
    ...(description !== undefined && { description }),
  })
}

/** A value or null. One schema instead of a union keeps serialisation and messages simple. */
export function nullable<Schema extends TSchema & { type: string }>(schema: Schema) {
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: [schema.type, 'null'] })
}
