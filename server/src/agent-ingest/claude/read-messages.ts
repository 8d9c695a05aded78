import { invalid, ID_COMPLAINT } from '../invalid.ts'
import { runIdOf } from '../identity.ts'
import { numberOf, objectOf, textOf, type Fields } from '../read-values.ts'

/** Nobody's query has more, and each message may become several parts. */
const MOST_MESSAGES = 10_000

export interface ClaudeMessage {
  type: string
  receivedAt: number
  /** The message itself. */
  fields: Fields
  /** Of an assistant's or user's message, what the model's API has. */
  message: Fields
}

export function readMessages(body: Fields): { runId: string; messages: ClaudeMessage[] } {
  const { messages } = body
  const runId = runIdOf(body.customMetadata, { runId: body.runId })
  if (runId === undefined) throw invalid('runId', ID_COMPLAINT)
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > MOST_MESSAGES) {
    throw invalid('messages', `must be a list of 1 to ${MOST_MESSAGES} messages`)
  }

  let latest = 0
  return {
    runId,
    messages: messages.map((value, index) => {
      const fields = objectOf(value)
      if (!fields) throw invalid(`messages[${index}]`, 'must be an object')
      const receivedAt = numberOf(fields.receivedAtMs) ?? latest
      if (receivedAt <= 0) throw invalid(`messages[${index}].receivedAtMs`, 'must be a time')
      // The clock of a machine may be set back between two messages.
      latest = Math.max(latest, receivedAt)
      return {
        type: textOf(fields.type) ?? 'unknown',
        receivedAt: latest,
        fields,
        message: objectOf(fields.message) ?? {},
      }
    }),
  }
}
