import type { Format } from '../format.ts'
import { mapMessages } from './map-messages.ts'

/** The Claude Agent SDK: the messages of one query. */
export const CLAUDE: Format = {
  path: '/v1/claude',
  summary: 'Send the messages of a query of the Claude Agent SDK',
  description:
    '`{runId, sessionId, userPrompt, customMetadata, messages}`; each message as the SDK has it, with `receivedAtMs`.',
  map: mapMessages,
}
