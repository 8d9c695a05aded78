import type { Json } from 'casefile/protocol'

/** Something that an agent did, in the terms of the timeline. */
export interface AgentEvent {
  type: 'agent'
  /** Epoch milliseconds. */
  time: number
  /** A number among the events of one millisecond. */
  seq: number
  /** `run` for its begin, else the type of the event. */
  what: string
  runId: string
  /** Undefined when it is not known; the run is looked for in both then. */
  source: 'dev' | 'prod' | undefined
  /** The part of the run that it is, by its name on the run's page. */
  span: string | undefined
  agent: string | null
  duration: number | null
  /** What it carried, of a call of a tool its result too. */
  data: { [key: string]: Json }
}
