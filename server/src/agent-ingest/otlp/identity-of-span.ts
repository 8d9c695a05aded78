import { agentOf, readIdentity, type Identity } from '../identity.ts'
import { idOf, type Fields } from '../read-values.ts'
import type { OtlpSpan } from './otlp-span.ts'

/** By the reserved keys; for session and agent also by the names that OpenTelemetry has for them. */
export function identityOf({ attributes }: OtlpSpan, metadata: Fields): Identity {
  const identity = readIdentity(metadata)
  return {
    ...identity,
    sessionId:
      identity.sessionId ??
      idOf(attributes['session.id']) ??
      idOf(attributes['gen_ai.conversation.id']),
    agent: identity.agent ?? agentOf(attributes['gen_ai.agent.name']),
  }
}
