import type { AnalysisInput, Evidence } from '../analyzer.ts'
import type { Finding } from './problem.ts'
import { clip, readableDuration } from './readable-text.ts'

/** From here on a person notices; from there on, they give up. */
const NOTICEABLE = 1000
const UNBEARABLE = 3000

/** What is this near to the report is likely what it is about. */
const SHORTLY_BEFORE = 30_000

const SLOW_WORDS =
  /\b(slow\w*|lag\w*|froze\w*|freez\w*|hang(s|ing)?|hung|stuck|unresponsive|(not|n't) respond\w*|not react\w*|stutter\w*|jank\w*)\b/i

/** Times in which the page could not react, and pages that react slowly throughout. */
export function detectSlowness({ events, reportedAt, description }: AnalysisInput): Finding[] {
  const isMeant = SLOW_WORDS.test(description.slice(0, 5000).replaceAll('’', "'"))
  return events.flatMap((event) => {
    const found = judge(event, reportedAt)
    return found ? [{ ...found, severity: found.severity + (isMeant ? 20 : 0) }] : []
  })
}

function judge(event: Evidence, reportedAt: number): Finding | undefined {
  if (event.type === 'long-task' && event.duration >= NOTICEABLE) {
    const { duration, script } = event
    const end = event.time + duration
    const isNear = reportedAt - end <= SHORTLY_BEFORE
    const by = script ? ` by ${clip(script, 80)}` : ''
    return {
      kind: 'page-busy',
      severity: (duration >= UNBEARABLE ? 25 : 10) + (isNear ? 15 : 0),
      fingerprint: `busy ${script ?? ''}`,
      title: `the page was kept busy for ${readableDuration(duration)}${by}`,
      time: end,
      evidence: [event],
    }
  }
  if (event.type === 'vital' && event.name === 'INP' && event.rating === 'poor') {
    const where = event.selector ? ` on ${clip(event.selector, 60)}` : ''
    return {
      kind: 'slow-reaction',
      severity: 20,
      fingerprint: 'poor INP',
      title: `the page took ${readableDuration(event.value)} to react${where}`,
      time: event.time,
      evidence: [event],
    }
  }
  return undefined
}
