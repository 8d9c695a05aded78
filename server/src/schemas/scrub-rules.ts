import Type from 'typebox'

export const ScrubRulesSchema = {
  ...Type.Object(
    {
      fields: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        maxItems: 100,
        description:
          'Names of fields whose values are hidden at any depth; upper and lower case are the same.',
      }),
      patterns: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        maxItems: 20,
        description:
          'Regular expressions for what is hidden in texts: characters, classes, `\\d \\w \\s \\b`, and counts with an upper bound such as `{2,40}`. Others are refused, because some text would take them for ever.',
      }),
    },
    {
      additionalProperties: false,
      description: 'What a project wants taken out beside what always is.',
      examples: [{ fields: ['customerNumber'], patterns: ['KD-\\d{6,10}'] }],
    },
  ),
  $id: 'ScrubRules',
}
