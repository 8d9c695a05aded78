import Type from 'typebox'

import { reference } from './reference.ts'

const text = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, description })

const toolNames = Type.Array(text(200, 'The name of a tool.'), { minItems: 1, maxItems: 50 })

/** How a project finds a pattern of its own. */
export const PatternDefinitionSchema = {
  ...Type.Object(
    {
      tools: Type.Optional(
        Type.Object(
          { any: Type.Optional(toolNames), all: Type.Optional(toolNames) },
          {
            additionalProperties: false,
            description: 'Only runs that called any of these tools, or all of them.',
          },
        ),
      ),
      metadata: Type.Optional(
        Type.Array(
          Type.Object(
            {
              key: text(200, 'A key of the run’s metadata.'),
              equals: Type.String({ maxLength: 500 }),
            },
            { additionalProperties: false },
          ),
          { maxItems: 10, description: 'Only runs with all of these values.' },
        ),
      ),
      in: Type.Optional(
        Type.Enum(['prompt', 'response', 'either'], { description: 'Where to look.' }),
      ),
      phrases: Type.Optional(
        Type.Array(text(200, 'Found as whole words, in any case.'), { maxItems: 100 }),
      ),
      examples: Type.Optional(
        Type.Array(
          Type.Object(
            {
              text: text(4000, 'A prompt or an answer.'),
              matches: Type.Boolean({ description: 'Or only looks as if it did.' }),
            },
            { additionalProperties: false },
          ),
          { maxItems: 100, description: 'The example that a text is most like decides.' },
        ),
      ),
    },
    { additionalProperties: false, description: 'It needs phrases, or an example that matches.' },
  ),
  $id: 'PatternDefinition',
}

export const PatternInputSchema = {
  ...Type.Object(
    {
      name: text(50, 'For people.'),
      description: Type.String({ maxLength: 350, default: '', description: 'What it means.' }),
      enabled: Type.Boolean({ default: true }),
      definition: reference(PatternDefinitionSchema),
    },
    {
      additionalProperties: false,
      examples: [
        {
          name: 'Asks for a discount',
          description: 'The user wants a lower price.',
          enabled: true,
          definition: {
            in: 'prompt',
            phrases: ['discount', 'coupon', 'lower price'],
            examples: [{ text: 'What does shipping cost?', matches: false }],
          },
        },
      ],
    },
  ),
  $id: 'PatternInput',
}

export const ProjectPatternSchema = {
  ...Type.Object(
    {
      slug: Type.String({ description: 'The name in kebab case; it is part of addresses.' }),
      name: Type.String(),
      description: Type.String(),
      built_in: Type.Boolean({ description: 'Every project has it, and cannot change it.' }),
      enabled: Type.Boolean(),
      definition: Type.Optional(reference(PatternDefinitionSchema)),
    },
    { description: 'The pattern as it is looked for from now on.' },
  ),
  $id: 'ProjectPattern',
}

export const ProjectPatternListSchema = {
  ...Type.Object(
    { patterns: Type.Array(reference(ProjectPatternSchema)) },
    { description: 'The built-in patterns, then the project’s own by name.' },
  ),
  $id: 'ProjectPatternList',
}
