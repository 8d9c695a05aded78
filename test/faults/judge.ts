import { MARKS } from './make-recorder.ts'
import type { Row } from './row.ts'
import type { Outcome } from './run-row.ts'

/** A line of the table, and why it fails the suite if it does. */
export interface Judged {
  row: string
  expected: number
  /** Counts are empty where there is nothing to count. */
  stored: number | ''
  duplicated: number | ''
  takenByPhysics: number | ''
  /** Of reports: expected, stored, twice, and how much of the replay; empty where a row sends none. */
  reports: string
  verdict: string
  failure?: string
}

/** The line of a row that was not played, or not to its end. */
export function lineWithoutCounts(
  { name, expected }: Row,
  verdict: string,
  failure?: string,
): Judged {
  return {
    ...{ row: name, expected, stored: '', duplicated: '', takenByPhysics: '', reports: '' },
    verdict,
    ...(failure !== undefined && { failure }),
  }
}

/** What is missing is forgiven only where the row has said beforehand that nobody could save it. */
export function judge(row: Row, outcome: Outcome): Judged {
  const { stored, duplicated, broken, reports } = outcome
  const missing = row.expected - stored
  const takenByPhysics = missing <= (row.physics?.atMost ?? 0) ? missing : 0
  const lost = missing - takenByPhysics
  const line = {
    ...{ row: row.name, expected: row.expected, stored, duplicated, takenByPhysics },
    reports: row.reports
      ? `${reports.stored} of ${row.reports}, ${reports.duplicated} twice, replay ${reports.marks} of ${MARKS}`
      : '',
  }

  const others = [
    ...(duplicated ? [`${duplicated} twice`] : []),
    ...reportFaults(row, outcome),
    ...runFaults(row, outcome),
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

function reportFaults({ reports: expected = 0 }: Row, { reports }: Outcome): string[] {
  const marks = expected && MARKS
  return [
    ...(reports.stored === expected ? [] : [`${reports.stored} of ${expected} reports`]),
    ...(reports.duplicated ? [`${reports.duplicated} twice of reports and replays`] : []),
    ...(reports.marks === marks ? [] : [`${reports.marks} of ${marks} marks in the replay`]),
  ]
}

function runFaults({ runs: expected = 0 }: Row, { runs: { stored, sent } }: Outcome): string[] {
  return [
    ...(stored === expected ? [] : [`${stored} of ${expected} runs`]),
    ...(sent > expected ? [`${sent - expected} twice of runs`] : []),
  ]
}
