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
export { reproductionSteps } from './reproduction-steps.ts'
export type { WireEntry } from './wire-entry.ts'
export { fromWireEntry } from './from-wire-entry.ts'
export { toWireEntry } from './to-wire-entry.ts'
export type { Extension } from './extensions.ts'
