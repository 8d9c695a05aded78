import type { AgentRow } from './agent-rows.ts'

export interface RunsSummary {
  /** e.g. `1 agent run failed` */
  said: string
  /** What the first failure says of itself; undefined when nothing failed. */
  why: string | undefined
  /** Where in the timeline it is. */
  entryId: string
}

/** What there is to say of the runs of a session in one line: what failed, else that they are there. */
export function sumUpRuns(rows: readonly AgentRow[]): RunsSummary | undefined {
  const [first] = rows
  if (!first) return undefined

  const [error] = rows.filter(({ event }) => event.what === 'error')
  if (error) {
    const failed = new Set(
      rows.filter(({ event }) => event.what === 'error').map(({ event }) => event.runId),
    )
    const why = error.title.replace(/^Agent failed: /, '')
    return { said: `${count(failed.size, 'agent run')} failed`, why, entryId: error.entryId }
  }

  const broken = rows.filter(({ isProblem }) => isProblem)
  if (broken[0]) {
    const { title, entryId } = broken[0]
    const said = `${count(broken.length, 'part')} of agent runs failed`
    return { said, why: title, entryId }
  }

  const runs = new Set(rows.map(({ event }) => event.runId))
  return {
    said: `${count(runs.size, 'agent run')}, none failed`,
    why: undefined,
    entryId: first.entryId,
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
