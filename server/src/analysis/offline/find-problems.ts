import type { Evidence } from '../analyzer.ts'
import { detectClicks } from './detect-clicks.ts'
import { detectErrors } from './detect-errors.ts'
import { detectRequests } from './detect-requests.ts'
import type { Finding, Problem } from './problem.ts'

/** Everything that went wrong, the same thing once, in the order of its last occurrence. */
export function findProblems(events: readonly Evidence[], reportedAt: number): Problem[] {
  const findings: Finding[] = [
    ...detectErrors(events),
    ...detectRequests(events),
    ...detectClicks(events, reportedAt),
  ].sort((a, b) => a.time - b.time)

  const problems = new Map<string, Problem>()
  for (const { evidence, ...finding } of findings) {
    const known = problems.get(finding.fingerprint)
    if (!known) {
      problems.set(finding.fingerprint, { ...finding, occurrences: [...evidence] })
      continue
    }
    known.occurrences.push(...evidence)
    known.title = finding.title
    known.time = finding.time
    known.severity = Math.max(known.severity, finding.severity)
  }
  return [...problems.values()].sort((a, b) => a.time - b.time)
}
