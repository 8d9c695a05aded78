import type { Database } from '../database.ts'
import { insertInto } from './columns.ts'
import type { SpanChange } from './run-sums.ts'
import { isTimed, type SpanRow } from './span-row.ts'

/** A model or a tool that a run uses. */
export interface RunLabel {
  kind: 'step' | 'tool_call'
  label: string
}

interface Use extends RunLabel {
  more: number
  firstTime: number
  /** What was the first use may be later now, or gone. */
  mayHaveMoved: boolean
}

/** Keeps the labels of a run; says which it did not have before, and which it has no more. */
export function changeLabels(
  db: Database,
  runKey: number,
  changes: Iterable<SpanChange>,
  isNewRun: boolean,
): { sign: 1 | -1; label: RunLabel }[] {
  const turned: { sign: 1 | -1; label: RunLabel }[] = []
  for (const { kind, label, more, firstTime, mayHaveMoved } of usesOf(changes)) {
    const place = { runKey, kind, label }
    const known = isNewRun
      ? undefined
      : db.prepare<{ count: number; firstTime: number }>(FIND).get(place)
    const count = (known?.count ?? 0) + more
    if (count > 0) {
      const first = mayHaveMoved
        ? firstUse(db, place)
        : Math.min(firstTime, known?.firstTime ?? Infinity)
      writeLabel(db, { ...place, spanCount: count, firstTime: first })
    } else if (known) db.prepare(REMOVE).run(place)

    if (count > 0 && !known) turned.push({ sign: 1, label: { kind, label } })
    if (count <= 0 && known) turned.push({ sign: -1, label: { kind, label } })
  }
  return turned
}

export function labelsOf(db: Database, runKey: number): RunLabel[] {
  return db
    .prepare<RunLabel>('SELECT kind, label FROM run_labels WHERE run_key = :runKey')
    .all({ runKey })
}

const FIND = `SELECT span_count AS count, first_time AS firstTime FROM run_labels
  WHERE run_key = :runKey AND kind = :kind AND label = :label`
const writeLabel = insertInto(
  'run_labels',
  ['runKey', 'kind', 'label', 'spanCount', 'firstTime'],
  'INSERT OR REPLACE',
)
const REMOVE = 'DELETE FROM run_labels WHERE run_key = :runKey AND kind = :kind AND label = :label'

function firstUse(db: Database, place: RunLabel & { runKey: number }): number {
  const found = db
    .prepare<{ time: number }>(
      `SELECT min(time) AS time FROM spans
       WHERE run_key = :runKey AND kind = :kind AND label = :label`,
    )
    .get({ ...place })
  return found?.time ?? 0
}

function usesOf(changes: Iterable<SpanChange>): Iterable<Use> {
  const uses = new Map<string, Use>()
  const useOf = (span: SpanRow | undefined): Use | undefined => {
    if (!isTimed(span) || span.kind === 'event') return undefined
    const { kind, label } = span
    const id = `${kind} ${label}`
    const known = uses.get(id) ?? { kind, label, more: 0, firstTime: Infinity, mayHaveMoved: false }
    uses.set(id, known)
    return known
  }

  for (const { before, after } of changes) {
    const former = useOf(before)
    if (former) {
      former.more -= 1
      if (before?.label !== after.label || before.time !== after.time) former.mayHaveMoved = true
    }
    const use = useOf(after)
    if (!use) continue
    use.more += 1
    use.firstTime = Math.min(use.firstTime, after.time ?? Infinity)
  }
  return uses.values()
}
