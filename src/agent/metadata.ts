import { warn } from './log.ts'
import { toText } from './to-text.ts'

/** Facts of a run, by which it is found later. Those that begin with `tcc.` have a meaning. */
export interface Metadata {
  /** Which of several agents it was. */
  'tcc.agent'?: string
  /** Who it was for, and what they are called. */
  'tcc.userId'?: string
  'tcc.userName'?: string
  'tcc.orgId'?: string
  'tcc.orgName'?: string
  [key: string]: unknown
}

const RESERVED = /^tcc\.(agent|userId|userName|orgId|orgName|conversational|runId|sessionId)$/

/** Pages of the dashboard, with which an agent of that name would collide. */
const TAKEN =
  /^(runs|sessions|patterns|recaps|overview|search|failures|feedback|tools|topics|views|settings|mcp-and-api)$/i

/** A name says nothing without the id it belongs to. */
const NAMES = [
  ['tcc.userName', 'tcc.userId'],
  ['tcc.orgName', 'tcc.orgId'],
] as const

/** What is sent of the metadata; each key that is not is named in a warning. */
export function toWireMetadata(given: Metadata): { [key: string]: string | boolean } {
  const kept: { [key: string]: string | boolean } = {}

  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue
    if (key.startsWith('tcc.') && !RESERVED.test(key)) {
      warn(`Metadata ${key} is dropped: there is no such tcc. key`)
    } else if (key === 'tcc.agent' && TAKEN.test(String(value).trim())) {
      warn(`Metadata tcc.agent is dropped: "${String(value)}" is a page of the dashboard`)
    } else {
      kept[key] = typeof value === 'boolean' ? value : (toText(value) ?? '')
    }
  }

  for (const [name, id] of NAMES) {
    if (kept[name] === undefined || kept[id]) continue
    warn(`Metadata ${name} is dropped: it needs ${id}`)
    delete kept[name]
  }
  return kept
}
