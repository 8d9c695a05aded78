import type { AnalysisInput } from '../analyzer.ts'
import { detectAgentFailures } from './detect-agent-failures.ts'
import { detectClicks } from './detect-clicks.ts'
import { detectConnection } from './detect-connection.ts'
import { detectErrors } from './detect-errors.ts'
import { detectFrustrations } from './detect-frustrations.ts'
import { detectInputs } from './detect-inputs.ts'
import { detectRequests } from './detect-requests.ts'
import { detectSlowness } from './detect-slowness.ts'
import { detectStorage } from './detect-storage.ts'
import { TELLING_SEVERITY, type Finding, type Problem } from './problem.ts'

/** Everything that went wrong, the same thing once, in the order of its last occurrence. */
export function findProblems(input: AnalysisInput): Problem[] {
  const certain: Finding[] = [
    ...detectErrors(input.events),
    ...detectRequests(input.events),
    ...detectConnection(input),
    ...detectSlowness(input),
    ...detectInputs(input.events),
    ...detectFrustrations(input.events),
    ...detectClicks(input),
    ...detectAgentFailures(input.agentFailures),
  ]
  // What is stored is only a guess, worth something where nothing better is known.
  const isEnough = certain.some(({ severity }) => severity >= TELLING_SEVERITY)
  const findings = (isEnough ? certain : [...certain, ...detectStorage(input)]).sort(
    (a, b) => a.time - b.time,
  )

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
