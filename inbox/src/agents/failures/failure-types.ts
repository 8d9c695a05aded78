export type FailureStatus = 'active' | 'resolved' | 'ignored'

/** One of `GET /v1/failures` */
export interface Failure {
  failure_id: string
  /** The message with placeholders. */
  title: string
  /** The latest message as it came. */
  message: string
  entity_type: 'run' | 'tool_call'
  tool_name: string | null
  status: FailureStatus
  events: number
  affected_runs: number
  affected_sessions: number
  affected_users: number
  first_seen: string
  last_seen: string
  sample_run_id: string
}

/** `GET /v1/failures/:id`, over all time. */
export interface FailureDetail extends Failure {
  timeline: { bucket: string; events: number }[]
  samples: {
    run_id: string
    tool_call_id: string | null
    session_id: string | null
    message: string
    occurred_at: string
  }[]
  models: string[]
  agents: string[]
}
