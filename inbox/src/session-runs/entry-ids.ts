/** The id by which the timeline knows the begin of a run. */
export function runEntryId(runId: string): string {
  return `run:${runId}`
}
