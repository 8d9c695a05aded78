import type { Failure, FailureDetail } from '../storage/traces/failure-store.ts'
import { isoTime } from './map-time.ts'

export function mapFailure(failure: Failure) {
  return {
    failure_id: failure.failureId,
    title: failure.title,
    message: failure.message,
    entity_type: failure.entityType,
    tool_name: failure.toolName,
    status: failure.status,
    events: failure.events,
    affected_runs: failure.affectedRuns,
    affected_sessions: failure.affectedSessions,
    affected_users: failure.affectedUsers,
    first_seen: isoTime(failure.firstSeen),
    last_seen: isoTime(failure.lastSeen),
    sample_run_id: failure.sampleRunId,
  }
}

export function mapFailureDetail(failure: FailureDetail) {
  return {
    ...mapFailure(failure),
    timeline: failure.timeline.map(({ time, events }) => ({ bucket: isoTime(time), events })),
    samples: failure.samples.map((sample) => ({
      run_id: sample.runId,
      tool_call_id: sample.toolCallId,
      session_id: sample.sessionId,
      message: sample.message,
      occurred_at: isoTime(sample.occurredAt),
    })),
    models: failure.models,
    agents: failure.agents,
  }
}
