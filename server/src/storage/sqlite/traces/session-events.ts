import type { FindingEvent, ReadEvent } from '../../traces/findings/finding-event.ts'
import type { SessionQuery } from '../../traces/session-analysis.ts'
import type { Database } from '../database.ts'
import {
  contentsOfRun,
  dataOf,
  idOf,
  idOfRunEvent,
  modelOf,
  typeOf,
  type RunEventPart,
} from './event-contents.ts'
import { BEHIND_SPANS } from './event-list.ts'
import { durationOf } from './figure-changes.ts'
import { readRunBody } from './run-row.ts'
import { firstSpans, readRuns, type EventRun, type EventSpan } from './session-rows.ts'
import { runsOfSession } from './session-runs.ts'
import { createSpanBodies } from './span-bodies.ts'

/** An event and where the rest of it is: little is looked at in most of them. */
export type SessionEvent = FindingEvent & {
  time: number
  /** Orders what happened at one moment, see `event-list.ts`. */
  place: number
  run: EventRun
} & ({ part: RunEventPart; span: undefined } | { part: 'span' | 'result'; span: EventSpan })

/** The first events of a session, in their order. */
export function firstEvents(db: Database, query: SessionQuery, limit: number): SessionEvent[] {
  const condition = runsOfSession(db, query)
  const runs = readRuns(db, condition)

  const events: SessionEvent[] = []
  for (const span of firstSpans(db, condition, limit)) {
    const run = runs.get(span.runKey)
    if (!run) continue
    events.push(eventOfSpan(run, span, 'span'))
    if (span.kind === 'tool_call' && span.endTime !== null) {
      events.push(eventOfSpan(run, span, 'result'))
    }
  }
  for (const run of runs.values()) {
    if (run.hasFailed) events.push(eventOfRun(run, 'error'))
    if (run.hasAnswered) events.push(eventOfRun(run, 'response'))
  }
  const first = events.sort((a, b) => a.time - b.time || a.place - b.place).slice(0, limit)
  first.forEach((event, index) => {
    event.sequence = index + 1
  })
  return first
}

/** Reads what stands beside the rows of events; each is unpacked when it is asked for. */
export function createEventReader(db: Database): ReadEvent<SessionEvent> {
  const bodyOf = createSpanBodies(db)
  return ({ run, part, span }) => {
    const { runId, source } = run
    if (!span) {
      const contents = contentsOfRun(run, readRunBody(db, run.runKey), part)
      return { ...contents, eventId: idOfRunEvent({ source, runId, part }), model: null }
    }
    const body = bodyOf(span)
    return {
      statusMessage: body.statusMessage ?? span.statusMessage,
      model: span.kind === 'step' ? (modelOf(body) ?? null) : null,
      get eventId() {
        return idOf({ source, runId, span, body, part })
      },
      get data() {
        return dataOf({ span, body, part })
      },
    }
  }
}

function eventOfSpan(run: EventRun, span: EventSpan, part: 'span' | 'result'): SessionEvent {
  const { kind, label, time, endTime, spanKey } = span
  const isResult = part === 'result'
  return {
    time: isResult ? (endTime ?? time) : time,
    place: spanKey * 2 + (isResult ? 1 : 0),
    sequence: 0,
    type: typeOf({ span, part }),
    runId: run.runId,
    spanId: span.ofSpanId ?? span.spanId,
    duration: durationOf(span.startTime, endTime),
    statusCode: span.statusCode,
    toolName: kind === 'tool_call' ? label : null,
    decisionKind: span.decisionKind,
    run,
    part,
    span,
  }
}

function eventOfRun(run: EventRun, part: 'error' | 'response'): SessionEvent {
  const hasFailed = part === 'error'
  return {
    time: run.time,
    place: BEHIND_SPANS + (hasFailed ? 0 : 1),
    sequence: 0,
    type: part,
    runId: run.runId,
    spanId: run.runId,
    duration: null,
    statusCode: hasFailed ? 2 : 0,
    toolName: null,
    decisionKind: null,
    run,
    part,
    span: undefined,
  }
}
