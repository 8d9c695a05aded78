import type { RunPart } from '../storage/traces/span-parts.ts'
import { idOf, objectOf, textOf, type Fields } from './read-values.ts'

/** What a run's metadata say beside the sender's own keys, and what a body says beside them. */
export type Identity = Pick<
  RunPart,
  | 'sessionId'
  | 'conversational'
  | 'agent'
  | 'userId'
  | 'userName'
  | 'orgId'
  | 'orgName'
  | 'metadata'
>

export interface Told {
  runId?: unknown
  sessionId?: unknown
  conversational?: unknown
}

/** All keys that begin so are reserved: those that have no meaning are dropped as well. */
const PREFIX = 'tcc.'

/** Pages of the dashboard have these names, so that an agent cannot. */
const TAKEN_NAMES = new Set(
  'runs sessions patterns recaps overview search failures feedback tools topics views settings mcp-and-api'.split(
    ' ',
  ),
)

/** Takes the reserved keys out of metadata. What the body says itself goes before what they say. */
export function readIdentity(metadata: unknown, told: Told = {}): Identity {
  const { reserved, own } = divide(objectOf(metadata) ?? {})
  const userId = textOf(reserved.userId)
  const orgId = textOf(reserved.orgId)
  return {
    sessionId: idOf(told.sessionId) ?? idOf(reserved.sessionId) ?? idOf(reserved.session_id),
    conversational: flagOf(told.conversational) ?? flagOf(reserved.conversational),
    agent: agentOf(reserved.agent),
    userId,
    // A name without an id would be nobody's.
    userName: userId === undefined ? undefined : textOf(reserved.userName),
    orgId,
    orgName: orgId === undefined ? undefined : textOf(reserved.orgName),
    metadata: Object.keys(own).length > 0 ? own : undefined,
  }
}

/** The run's id, for formats that can say it in the metadata alone. */
export function runIdOf(metadata: unknown, told: Told = {}): string | undefined {
  const { reserved } = divide(objectOf(metadata) ?? {})
  return idOf(told.runId) ?? idOf(reserved.runId) ?? idOf(reserved.run_id)
}

/** The name of an agent, unless it is one that cannot be. */
export function agentOf(name: unknown): string | undefined {
  const text = textOf(name)?.trim()
  return text === undefined || text === '' || TAKEN_NAMES.has(text.toLowerCase()) ? undefined : text
}

/** `tcc.agent`, or `agent` of an object under `tcc`, is `reserved.agent`. */
function divide(metadata: Fields): { reserved: Fields; own: Fields } {
  const own: Fields = {}
  const reserved: Fields = {}
  for (const [key, value] of Object.entries(metadata)) {
    if (key.startsWith(PREFIX)) reserved[key.slice(PREFIX.length)] = value
    else if (key !== 'tcc' || !objectOf(value)) own[key] = value
  }
  return { reserved: { ...objectOf(metadata.tcc), ...reserved }, own }
}

/** Clients send it as a boolean or as text. */
function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  const text = value.toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : undefined
}
