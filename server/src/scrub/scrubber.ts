import type { Json } from 'casefile/protocol'

import type { MetaStore } from '../storage/meta-store.ts'
import type { SpanPart } from '../storage/traces/span-parts.ts'
import { FINDING_KINDS, noFindings, type Findings } from './findings.ts'
import { compileRules, type CompiledRules } from './rules.ts'
import { scrubJson, type Scrubbing } from './scrub-json.ts'
import { scrubPart, scrubText } from './scrub-parts.ts'
import { scrubReplay } from './scrub-replay.ts'
import { scrubReport } from './scrub-report.ts'

type JsonObject = { [key: string]: Json }

interface Entry {
  payload: JsonObject
  eventMetadata?: JsonObject
}

export interface ScrubbedEntries {
  /** Whether there was nothing to take out. */
  isClean: boolean
  /** How many fields the payloads and metadata have, all levels together, when they are clean. */
  fields: number
}

/** Takes out, before anything is stored, what the sender should not have sent. All in place. */
export interface Scrubber {
  entries(projectId: string, entries: readonly Entry[]): Promise<ScrubbedEntries>
  /** Throws a `DeepReplayError` when the events are nested without end. */
  replay(projectId: string, events: readonly object[]): Promise<void>
  /** The text without secrets; the metadata are changed in place. */
  report(projectId: string, report: { text: string; metadata: JsonObject }): Promise<string>
  /** Parts of runs of agents. */
  parts(projectId: string, parts: readonly SpanPart[]): Promise<void>
  /** What somebody wrote about a run, without secrets. */
  feedback(projectId: string, text: string): Promise<string>
  /** How many values were changed since the start, by kind. */
  totals(): Readonly<Findings>
}

export interface ScrubberOptions {
  meta: Pick<MetaStore, 'scrubRules'>
  /** Told in how many entries, recordings, reports or spans something was found. */
  onFound?: (
    projectId: string,
    item: 'entries' | 'replay' | 'issues' | 'spans',
    count: number,
  ) => void
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

  /** In how many of them something was found. */
  const countChanged = <Item>(
    items: readonly Item[],
    work: Scrubbing,
    scrub: (item: Item, work: Scrubbing) => void,
  ) => {
    let changed = 0
    let before = 0
    for (const item of items) {
      scrub(item, work)
      const after = sumOf(work.findings)
      if (after > before) changed += 1
      before = after
    }
    return changed
  }

  async function begin(projectId: string): Promise<Scrubbing> {
    return { findings: noFindings(), rules: await rulesOf(projectId), hidden: [], fields: 0 }
  }

  const end = ({ findings }: Scrubbing): boolean => {
    const found = sumOf(findings) > 0
    for (const kind of found ? FINDING_KINDS : []) totals[kind] += findings[kind]
    return found
  }

  return {
    async entries(projectId, entries) {
      const work = await begin(projectId)
      const changed = countChanged(entries, work, scrubEntry)
      const found = end(work)
      if (found) onFound?.(projectId, 'entries', changed)
      return { isClean: !found, fields: work.fields }
    },
    async replay(projectId, events) {
      const work = await begin(projectId)
      scrubReplay(events, work)
      if (end(work)) onFound?.(projectId, 'replay', 1)
    },
    async report(projectId, { text, metadata }) {
      const work = await begin(projectId)
      const scrubbed = scrubReport(text, metadata, work)
      if (end(work)) onFound?.(projectId, 'issues', 1)
      return scrubbed
    },
    async parts(projectId, parts) {
      const work = await begin(projectId)
      const changed = countChanged(parts, work, scrubPart)
      if (end(work)) onFound?.(projectId, 'spans', changed)
    },
    async feedback(projectId, text) {
      const work = await begin(projectId)
      const scrubbed = scrubText(text, 'text', work)
      end(work)
      return scrubbed
    },
    totals: () => totals,
  }
}

function sumOf(findings: Findings): number {
  let sum = 0
  for (const kind of FINDING_KINDS) sum += findings[kind]
  return sum
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
