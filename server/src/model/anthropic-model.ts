import { ModelError, type LanguageModel } from './language-model.ts'
import type { ModelOptions } from './model-options.ts'
import { postJson } from './post-json.ts'

/** The version of the interface that this file speaks. */
const VERSION = '2023-06-01'
const MOST_TOKENS = 1024
const TOOL = 'answer'

/** The messages of Anthropic; the shape is asked for as the input of a tool. */
export function createAnthropicModel({ url, model, key }: ModelOptions): LanguageModel {
  return {
    async fillIn({ instructions, text, schema }) {
      const answer = await postJson(`${url}/messages`, {
        headers: {
          'anthropic-version': VERSION,
          ...(key !== undefined && { 'x-api-key': key }),
        },
        body: {
          model,
          max_tokens: MOST_TOKENS,
          temperature: 0,
          system: instructions,
          messages: [{ role: 'user', content: text }],
          tools: [{ name: TOOL, description: 'The answer.', input_schema: schema }],
          tool_choice: { type: 'tool', name: TOOL },
        },
      })
      return readInput(answer)
    },
  }
}

function readInput(answer: unknown): unknown {
  const { content } = answer as { content?: { type?: string; input?: unknown }[] }
  const used = content?.find(({ type }) => type === 'tool_use')
  if (!used) throw new ModelError('The model answered without the shape it was asked for')
  return used.input
}
