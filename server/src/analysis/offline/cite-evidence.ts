import type { Evidence, EvidenceReference } from '../analyzer.ts'
import type { Cause } from './choose-cause.ts'
import { nameOf } from './detect-clicks.ts'
import type { Problem } from './problem.ts'
import { clip, pathOf } from './readable-text.ts'

const MOST_REFERENCES = 20
const MOST_OCCURRENCES = 5

/** The entries that an analysis rests on: the cause's and its trigger first, then the others'. */
export function citeEvidence(
  cause: Cause | undefined,
  problems: readonly Problem[],
): EvidenceReference[] {
  const chain = cause?.chain ?? []
  const others = problems
    .filter((problem) => !chain.includes(problem))
    .sort((a, b) => b.severity - a.severity)
  const cited = new Map<string, { event: Evidence; title: string }>()

  if (cause?.trigger) {
    const { trigger } = cause
    cited.set(trigger.entryId, { event: trigger, title: `${nameOf(trigger)} was clicked` })
  }
  if (cause?.answer) {
    const { answer } = cause
    const title = `${clip(answer.method, 10)} ${pathOf(answer.url)} answered ${answer.status}`
    cited.set(answer.entryId, { event: answer, title })
  }
  for (const { occurrences, title } of [...chain, ...others]) {
    for (const event of occurrences.slice(-MOST_OCCURRENCES)) {
      if (cited.has(event.entryId) || cited.size >= MOST_REFERENCES) continue
      const isClick = event.type === 'click'
      cited.set(event.entryId, {
        event,
        title: isClick ? `${nameOf(event)} was clicked` : clip(title, 200),
      })
    }
  }
  return [...cited.values()]
    .sort((a, b) => a.event.time - b.event.time)
    .map(({ event, title }) => {
      const reference = { entryId: event.entryId, title, time: new Date(event.time).toISOString() }
      return event.type === 'agent-failure' ? { ...reference, runId: event.runId } : reference
    })
}
