import type { AnalysisInput, Evidence } from '../analyzer.ts'
import type { Finding } from './problem.ts'
import { clip, readableTimes } from './readable-text.ts'
import { countSharedWords } from './shared-words.ts'

export type Click = Extract<Evidence, { type: 'click' }>

const CONTROL_TAGS = ['button', 'a']
const CONTROL_ROLES = ['button', 'link', 'menuitem']

/** Pages react within a second, if only by sending something. */
const REACTION_TIME = 1000

/** Of these an entry tells that the page did something; the others come by themselves. */
const REACTIONS: readonly Evidence['type'][] = [
  'console',
  'error',
  'network',
  'socket',
  'storage',
  'input',
  'navigation',
]

const RAGE_CLICKS = 3
const RAGE_WINDOW = 2000

/**
 * Clicks that nothing followed, no request, navigation, error, storage or console entry, and
 * clicks in a rage. Many controls only change what is seen, so a dead click counts when the person
 * clicked nothing else before the report, or names the control in it. Where the page itself
 * noticed, `detectFrustrations` knows better.
 */
export function detectClicks({ events, reportedAt, description }: AnalysisInput): Finding[] {
  const runs = runsOfClicks(events, reportedAt)
  const noticed = new Set(
    events.map((event) => (event.type === 'frustration' ? event.selector : undefined)),
  )
  return runs.flatMap(({ clicks, endedAt, reacted }) => {
    const [first] = clicks
    const last = clicks.at(-1) ?? first
    if (noticed.has(first.selector)) return []
    const raging = isRage(clicks)
    const meant = endedAt === reportedAt || countSharedWords(description, first.text) > 0
    const dead = !reacted && meant && isControl(first) && endedAt - last.time >= REACTION_TIME
    if (!raging && !dead) return []

    const name = nameOf(first)
    const times = clicks.length === 1 ? '' : ` ${readableTimes(clicks.length)}`
    const found: Finding = {
      kind: dead ? 'dead-click' : 'rage-click',
      // Clicking again and again says that something was expected.
      severity: dead ? (raging ? 60 : 45) : 40,
      fingerprint: `click ${first.selector}`,
      title: dead ? `nothing followed a click on ${name}` : `${name} was clicked${times} in a row`,
      time: last.time,
      evidence: clicks,
    }
    return [found]
  })
}

/** What a person would call the element, in quotation marks. */
export function nameOf({
  text,
  role,
  tag,
  selector,
}: Pick<Click, 'text' | 'role' | 'tag' | 'selector'>): string {
  return text
    ? `"${clip(text, 60)}"`
    : `${clip(role ?? tag, 20) || 'element'} (${clip(selector, 60)})`
}

interface Run {
  clicks: [Click, ...Click[]]
  endedAt: number
  reacted: boolean
}

/** Clicks on one element with nothing but clicks on it between them, and whether anything came of it. */
function runsOfClicks(events: readonly Evidence[], reportedAt: number): Run[] {
  const runs: Run[] = []
  let open: Run | undefined

  for (const event of events) {
    if (event.type === 'click') {
      if (open && !open.reacted && open.clicks[0].selector === event.selector) {
        open.clicks.push(event)
      } else {
        if (open) open.endedAt = event.time
        open = { clicks: [event], endedAt: reportedAt, reacted: false }
        runs.push(open)
      }
    } else if (open && REACTIONS.includes(event.type)) {
      open.reacted = true
    }
  }
  return mergeRaging(runs)
}

/** A click that does send something can still be clicked in a rage: look across the reactions. */
function mergeRaging(runs: Run[]): Run[] {
  const merged: Run[] = []
  for (const run of runs) {
    const before = merged.at(-1)
    const near =
      before &&
      before.clicks[0].selector === run.clicks[0].selector &&
      run.clicks[0].time - (before.clicks.at(-1)?.time ?? 0) <= RAGE_WINDOW
    if (!near) {
      merged.push(run)
      continue
    }
    before.clicks.push(...run.clicks)
    before.endedAt = run.endedAt
    before.reacted ||= run.reacted
  }
  return merged
}

function isRage(clicks: readonly Click[]): boolean {
  return clicks.some((click, index) => {
    const third = clicks[index + RAGE_CLICKS - 1]
    return third !== undefined && third.time - click.time <= RAGE_WINDOW
  })
}

function isControl({ tag, role }: Click): boolean {
  return CONTROL_TAGS.includes(tag) || (role !== undefined && CONTROL_ROLES.includes(role))
}
