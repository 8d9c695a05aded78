import type { Evidence } from '../analyzer.ts'
import { nameOf } from './detect-clicks.ts'
import { TELLING_SEVERITY, type Finding } from './problem.ts'
import { clip } from './readable-text.ts'

/** Fields that the browser refused to send; telling when the form was never sent after all. */
export function detectInputs(events: readonly Evidence[]): Finding[] {
  return events.flatMap((event, index) => {
    if (event.type !== 'input' || event.kind !== 'invalid') return []

    const wasSent = events
      .slice(index)
      .some((later) => later.type === 'input' && later.kind === 'submit')
    const problem = event.problem ? `: ${inWords(event.problem)}` : ''
    const found: Finding = {
      kind: 'refused-input',
      severity: wasSent ? 10 : TELLING_SEVERITY,
      fingerprint: `input ${event.selector} ${problem}`,
      title: `${nameOf(event)} was refused${problem}`,
      time: event.time,
      evidence: [event],
    }
    return [found]
  })
}

/** `valueMissing` as `value missing` */
function inWords(flag: string): string {
  return clip(flag, 40).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
