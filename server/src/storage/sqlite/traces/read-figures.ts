import type { TimeRange } from '../../traces/source.ts'
import type { Database } from '../database.ts'
import { addEncoded } from '../sketch-codec.ts'
import { selected } from './columns.ts'
import { divideRange } from './divide-range.ts'
import { ofLabel, ofRun, ofSpan, type Dimension, type FigureChange } from './figure-changes.ts'
import { addChange, addFigures, FIGURE_FIELDS, noFigures, type Figures } from './figure-writer.ts'
import type { RunLabel } from './run-labels.ts'
import { RUN_COLUMNS, type KnownRun } from './run-row.ts'
import type { ScopeIds } from './scopes.ts'
import { SPAN_COLUMNS, type TimedSpan } from './span-row.ts'

/** The sums of a range by their key: exact, whatever the range begins and ends with. */
export function readFigures(
  db: Database,
  scope: ScopeIds,
  dimension: Dimension,
  range: TimeRange,
): Map<string, Figures> {
  const sums = new Map<string, Figures>()
  const sumOf = (key: string) => {
    const known = sums.get(key) ?? noFigures()
    sums.set(key, known)
    return known
  }

  const { whole, ragged } = divideRange(range)
  const stored = db.prepare<FigureRow>(
    `SELECT key, ${selected(FIGURE_FIELDS)} FROM figures
     WHERE ${scope.condition('scope_id')} AND dimension = :dimension AND size = :size
       AND time >= :from AND time < :to`,
  )
  for (const piece of whole) {
    const rows = stored.iterate({ ...scope.parameters, dimension, ...piece })
    for (const { key, sketch, ...row } of rows) {
      addFigures(sumOf(key), { ...row, sketch: addEncoded(new Map(), sketch) })
    }
  }
  for (const piece of ragged) {
    for (const change of CHANGES[dimension](db, scope, piece)) addChange(sumOf(change.key), change)
  }
  return sums
}

type FigureRow = Omit<Figures, 'sketch'> & { key: string; sketch: Uint8Array }

type Changes = (db: Database, scope: ScopeIds, range: TimeRange) => Iterable<FigureChange>

/** What the rows of a piece that is no whole minute count for. */
const CHANGES: Record<Dimension, Changes> = {
  run: function* (db, scope, range) {
    for (const run of runsIn(db, scope, range)) yield ofRun(1, run)
  },
  model: (db, scope, range) => ofSpansOfRuns(db, scope, range, 'step'),
  tool: (db, scope, range) => ofSpansOfRuns(db, scope, range, 'tool_call'),
  outcome: (db, scope, range) => ofSpansIn(db, scope, range, 'outcome'),
  call: (db, scope, range) => ofSpansIn(db, scope, range, 'call'),
}

function runsIn(db: Database, scope: ScopeIds, range: TimeRange): KnownRun[] {
  return db
    .prepare<KnownRun>(
      `SELECT ${RUN_COLUMNS} FROM runs
       WHERE ${scope.condition('scope_id')} AND start_time >= :from AND start_time < :to`,
    )
    .all({ ...scope.parameters, ...range })
}

function* ofSpansOfRuns(
  db: Database,
  scope: ScopeIds,
  range: TimeRange,
  kind: RunLabel['kind'],
): Generator<FigureChange> {
  const dimension = kind === 'step' ? 'model' : 'tool'
  const labels = db.prepare<RunLabel>(
    'SELECT kind, label FROM run_labels WHERE run_key = :runKey AND kind = :kind',
  )
  const spans = db.prepare<TimedSpan>(
    `SELECT ${SPAN_COLUMNS} FROM spans
     WHERE run_key = :runKey AND kind = :kind AND time IS NOT NULL`,
  )
  for (const run of runsIn(db, scope, range)) {
    const { runKey } = run
    for (const label of labels.all({ runKey, kind })) yield ofLabel(1, run, label)
    for (const span of spans.iterate({ runKey, kind })) {
      for (const change of ofSpan(1, run, span)) if (change.dimension === dimension) yield change
    }
  }
}

function* ofSpansIn(
  db: Database,
  scope: ScopeIds,
  range: TimeRange,
  dimension: 'outcome' | 'call',
): Generator<FigureChange> {
  const kinds = dimension === 'call' ? `('tool_call')` : `('step', 'tool_call', 'event')`
  const spans = db.prepare<TimedSpan & { scopeId: number }>(
    `SELECT ${SPAN_COLUMNS} FROM spans
     WHERE ${scope.condition('scope_id')} AND kind IN ${kinds}
       AND time >= :from AND time < :to`,
  )
  for (const span of spans.iterate({ ...scope.parameters, ...range })) {
    // What counts by the time of the span does not ask when the run began.
    for (const change of ofSpan(1, { scopeId: span.scopeId, startTime: span.time }, span)) {
      if (change.dimension === dimension) yield change
    }
  }
}
