import Type from 'typebox'

/** Beside the documented fields of an answer, and only while capture is off. */
export const DisabledField = Type.Optional(
  Type.Boolean({
    description:
      'True when the project’s capture is switched off; absent otherwise. Announced by the extension `disabled`.',
  }),
)
