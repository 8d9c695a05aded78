import type { Level } from 'casefile/protocol'

/**
 * What is counted. `bytes` are those of request bodies as they came, i.e. compressed; `spans` are runs
 * of agents and what they consist of.
 */
export const ITEMS = ['requests', 'bytes', 'entries', 'replay', 'issues', 'spans'] as const
export type Item = (typeof ITEMS)[number]

/**
 * - `accepted`: stored
 * - `limited`: not taken in because there was too much of it
 * - `truncated`: stored, but not all of it
 * - `rejected`: not taken in because of what it was
 * - `dropped`: lost on the device, which reported how many
 */
export const OUTCOMES = ['accepted', 'limited', 'truncated', 'rejected', 'dropped'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Why it was not simply accepted. The codes are part of the API; the inbox words them. */
export const REASONS = [
  'rate-address',
  'rate-key',
  'rate-unknown-key',
  'session-quota',
  'storage-full',
  'busy',
  'invalid',
  'too-large',
  'media-type',
  'unknown-key',
  'wrong-key',
  'wrong-origin',
  'not-found',
  'timeout',
  'error',
  'scrubbed',
  'device-rate',
  'device-size',
  'device-storage',
  'device-age',
  'device-rejected',
] as const
export type Reason = (typeof REASONS)[number]

export interface OutcomeCount {
  /** `null`: no project is known, e.g. of a request with an unknown key. */
  projectId: string | null
  /** The minute it happened in, epoch milliseconds. */
  time: number
  item: Item
  /** For entries. */
  level: Level | null
  outcome: Outcome
  /** `null`: accepted. */
  reason: Reason | null
  count: number
}
