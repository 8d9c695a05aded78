export { answeredRequests } from './answered-requests.ts'
export type {
  CaptureEvent,
  ClickEvent,
  ConsoleEvent,
  EnvironmentEvent,
  ErrorCause,
  ErrorEvent,
  FrustrationEvent,
  InputEvent,
  Json,
  Level,
  LossEvent,
  LossReason,
  LongTaskEvent,
  NavigationEvent,
  NetworkEvent,
  NetworkTimings,
  PageEvent,
  RecordedEvent,
  SocketEvent,
  StorageEvent,
  VitalEvent,
} from './events.ts'
export { ENTRY_BYTES_LIMIT, ENTRIES_PER_BATCH } from './limits.ts'
export { parseStack, type StackFrame } from './parse-stack.ts'
export { reportMoment } from './report-moment.ts'
export { reproductionSteps } from './reproduction-steps.ts'
export type { WireEntry } from './wire-entry.ts'
export { fromWireEntry } from './from-wire-entry.ts'
export { toWireEntry } from './to-wire-entry.ts'
export { writeFact } from './write-fact.ts'
export type { Extension } from './extensions.ts'
export { NAME, namesSecret } from './redaction/names-secret.ts'
export { redactSelector } from './redaction/redact-selector.ts'
export { redactText } from './redaction/redact-text.ts'
export { REDACTED, redactTokens } from './redaction/redact-tokens.ts'
export { redactUrl } from './redaction/redact-url.ts'
export { isSecretKey } from './redaction/secret-key.ts'
