import { agentOf, readIdentity, type Identity } from '../identity.ts'
import { idOf } from '../read-values.ts'
import type { OtlpSpan } from './otlp-span.ts'
import { toldMetadata } from './told.ts'

/** By the reserved keys; for session and agent also by the names that OpenTelemetry has for them. */
export function identityOf(span: OtlpSpan): Identity {
  const { attributes } = span
  const identity = readIdentity(toldMetadata(span))
  return {
    ...identity,
    sessionId:
      identity.sessionId ??
      idOf(attributes['session.id']) ??
      idOf(attributes['gen_ai.conversation.id']),
    agent: identity.agent ?? agentOf(attributes['gen_ai.agent.name']),
  }
}
