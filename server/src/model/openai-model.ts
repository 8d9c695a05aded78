import { ModelError, type LanguageModel } from './language-model.ts'
import type { ModelOptions } from './model-options.ts'
import { postJson } from './post-json.ts'

/** A server that speaks the chat completions of OpenAI, as most that run models do. */
export function createOpenAiModel({ url, model, key }: ModelOptions): LanguageModel {
  return {
    async fillIn({ instructions, text, schema }) {
      const answer = await postJson(`${url}/chat/completions`, {
        headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
        body: {
          model,
          temperature: 0,
          messages: [
            { role: 'system', content: instructions },
            { role: 'user', content: text },
          ],
          response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
        },
      })
      return readContent(answer)
    },
  }
}

function readContent(answer: unknown): unknown {
  const { choices } = answer as { choices?: { message?: { content?: unknown } }[] }
  const content = choices?.[0]?.message?.content
  try {
    return JSON.parse(String(content))
  } catch {
    throw new ModelError('The model answered with something that is not JSON')
  }
}
