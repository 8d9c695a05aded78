import type { Row } from './row.ts'
import type { Outcome } from './run-row.ts'

/** A line of the table, and why it fails the suite if it does. */
export interface Judged {
  row: string
  expected: number
  stored: number
  duplicated: number
  takenByPhysics: number
  verdict: string
  failure?: string
}

/** What is missing is forgiven only where the row has said beforehand that nobody could save it. */
export function judge(row: Row, { stored, duplicated, broken }: Outcome): Judged {
  const missing = row.expected - stored
  const takenByPhysics = missing <= (row.physics?.atMost ?? 0) ? missing : 0
  const lost = missing - takenByPhysics
  const line = { row: row.name, expected: row.expected, stored, duplicated, takenByPhysics }

  const others = [
    ...(duplicated ? [`${duplicated} twice`] : []),
    ...broken.map((sentence) => `not so: ${sentence}`),
  ]
  const faults = [...(lost ? [`${lost} lost`] : []), ...others].join('; ')

  if (row.known && lost <= row.known.lost && !others.length) {
    const { why, isErratic } = row.known
    if (faults) return { ...line, verdict: `known: ${faults}, ${why}` }
    return isErratic
      ? { ...line, verdict: `ok this time; known: ${why}` }
      : { ...line, verdict: 'mended', failure: 'Marked as known, and mended: take the mark off.' }
  }
  if (faults) return { ...line, verdict: `FAULT: ${faults}`, failure: faults }
  return { ...line, verdict: takenByPhysics ? `ok: ${row.physics!.why}` : 'ok' }
}
