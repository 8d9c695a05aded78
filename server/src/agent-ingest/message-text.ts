import { listOf, objectOf, parsedJson, textOf } from './read-values.ts'

/** What is said in a conversation, in the shapes that model providers and frameworks have for it. */
export interface Conversation {
  /** What the user said last. */
  user: string | undefined
  system: string | undefined
  /** What the assistant said last. */
  answer: string | undefined
}

/** Reads a list of `{role, content}`, or JSON text of one; `parts` does for `content`. */
export function readConversation(messages: unknown): Conversation {
  const said: Conversation = { user: undefined, system: undefined, answer: undefined }
  for (const each of listOf(parsedJson(messages))) {
    const message = objectOf(each)
    const text = contentText(message?.content ?? message?.parts)
    if (!message || text === undefined) continue
    if (message.role === 'user' || message.role === 'human') said.user = text
    else if (message.role === 'system' || message.role === 'developer') said.system ??= text
    else if (message.role === 'assistant' || message.role === 'ai' || message.role === 'model') {
      said.answer = text
    }
  }
  return said
}

/** The words of a content: a text, or a list of parts of which some are text. */
export function contentText(content: unknown): string | undefined {
  if (typeof content === 'string') return content === '' ? undefined : content
  const texts = listOf(content).flatMap((part) => {
    if (typeof part === 'string') return [part]
    const { type, text, content: inner } = objectOf(part) ?? {}
    if (type !== undefined && type !== 'text' && type !== 'output_text') return []
    return textOf(text ?? inner) ?? []
  })
  return texts.length > 0 ? texts.join('\n') : undefined
}
