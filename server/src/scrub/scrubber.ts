import type { Json } from 'casefile/protocol'

import type { MetaStore } from '../storage/meta-store.ts'
import { noFindings, type FindingKind, type Findings } from './findings.ts'
import { compileRules, type CompiledRules } from './rules.ts'
import { scrubJson, scrubString, type Scrubbing } from './scrub-json.ts'
import { scrubReplay } from './scrub-replay.ts'

type JsonObject = { [key: string]: Json }

interface Entry {
  payload: JsonObject
  eventMetadata?: JsonObject
}

/** Takes out, before anything is stored, what the sender should not have sent. All in place. */
export interface Scrubber {
  entries(projectId: string, entries: readonly Entry[]): Promise<void>
  /** Throws a `DeepReplayError` when the events are nested without end. */
  replay(projectId: string, events: readonly object[]): Promise<void>
  metadata(projectId: string, metadata: JsonObject): Promise<void>
  /** The text without secrets. */
  text(projectId: string, text: string): Promise<string>
  /** How many values were changed since the start, by kind. */
  totals(): Readonly<Findings>
}

export interface ScrubberOptions {
  meta: Pick<MetaStore, 'scrubRules'>
  /** Told what was found in each piece of work in which anything was. */
  onFound?: (projectId: string, findings: Readonly<Findings>) => void
}

/** Many projects share a collector; of those without rules there is nothing to keep. */
const MOST_KNOWN = 1000

export function createScrubber({ meta, onFound }: ScrubberOptions): Scrubber {
  const totals = noFindings()
  const compiled = new Map<string, CompiledRules>()

  async function rulesOf(projectId: string): Promise<CompiledRules | undefined> {
    // Read each time, by the primary key: another process may have changed them.
    const rules = await meta.scrubRules(projectId)
    if (!rules) return undefined
    const text = JSON.stringify(rules)
    const known = compiled.get(text) ?? compileRules(rules)
    if (compiled.size >= MOST_KNOWN) compiled.clear()
    compiled.set(text, known)
    return known
  }

  async function scrub<Result>(projectId: string, work: (scrubbing: Scrubbing) => Result) {
    const rules = await rulesOf(projectId)
    const findings = noFindings()
    const result = work({ findings, rules, hidden: [] })
    if (addTo(totals, findings)) onFound?.(projectId, findings)
    return result
  }

  return {
    entries: (projectId, entries) =>
      scrub(projectId, (scrubbing) => entries.forEach((entry) => scrubEntry(entry, scrubbing))),
    replay: (projectId, events) => scrub(projectId, (scrubbing) => scrubReplay(events, scrubbing)),
    metadata: (projectId, metadata) =>
      scrub(projectId, (scrubbing) => scrubJson(metadata, scrubbing)),
    text: (projectId, text) =>
      scrub(projectId, (scrubbing) => scrubString(text, { reads: 'text', name: '' }, scrubbing)),
    totals: () => totals,
  }
}

function addTo(totals: Findings, findings: Findings): boolean {
  let found = false
  for (const kind of Object.keys(findings) as FindingKind[]) {
    totals[kind] += findings[kind]
    found ||= findings[kind] > 0
  }
  return found
}

/** Shorter texts are too common to be taken out of a message wherever they stand. */
const SHORTEST_SECRET = 4

function scrubEntry({ payload, eventMetadata }: Entry, work: Scrubbing): void {
  const { hidden } = work
  hidden.length = 0
  scrubJson(payload, work)
  if (eventMetadata) scrubJson(eventMetadata, work)

  // A console message repeats its arguments, where nothing shows any more what they are.
  const { message } = payload
  if (hidden.length === 0 || typeof message !== 'string') return
  payload.message = hidden
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((text, secret) => text.replaceAll(secret, '[redacted]'), message)
}
