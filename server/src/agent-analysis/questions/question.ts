import Type, { type Static } from 'typebox'

const TOPICS = [
  'failures',
  'error-rate',
  'runs',
  'models',
  'tools',
  'patterns',
  'feedback',
  'activity',
  'subjects',
  'cost',
  'volume',
  'latency',
  'overview',
  'unclear',
] as const

const name = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }))

/**
 * What is asked, in words of ours: all that a question can become, whoever has read it. Nothing
 * in it is a query of the database.
 */
export const QuestionSchema = Type.Object(
  {
    about: Type.Enum([...TOPICS]),
    from: Type.Number({ description: 'Epoch milliseconds.' }),
    to: Type.Number(),
    agent: name,
    userId: name,
    orgId: name,
    tool: name,
    model: name,
    pattern: name,
    status: Type.Optional(Type.Enum(['ok', 'error'])),
    score: Type.Optional(Type.Enum(['thumbs_up', 'thumbs_down'])),
    order: Type.Optional(Type.Enum(['start', 'duration', 'cost', 'tokens'])),
    /** Words that the runs are about. */
    text: name,
    limit: Type.Integer({ minimum: 1, maximum: 20 }),
  },
  { additionalProperties: false },
)

export type Question = Static<typeof QuestionSchema>

/** Names that a question may mention without saying what they are. */
export interface Vocabulary {
  agents: readonly string[]
  tools: readonly string[]
  models: readonly string[]
}
