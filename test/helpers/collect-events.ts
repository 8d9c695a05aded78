import { onTestFinished } from 'vitest'

import type { Emit } from '../../src/capture/types.ts'
import type { CaptureEvent } from '../../src/protocol/index.ts'

interface Collected<Type extends CaptureEvent['type']> {
  /** The events of the kind asked for, as they come. */
  events: Extract<CaptureEvent, { type: Type }>[]
  uninstall: () => void
}

/** Runs a capture source for the rest of the test and keeps what it emits, finished at once. */
export function collectEvents<Type extends CaptureEvent['type']>(
  type: Type,
  install: (emit: Emit) => () => void,
): Collected<Type> {
  const events: Extract<CaptureEvent, { type: Type }>[] = []
  const isWanted = (event: CaptureEvent): event is Extract<CaptureEvent, { type: Type }> =>
    event.type === type

  const uninstall = install((event, finish) => {
    const late = finish ? finish() : {}
    if (!late) return
    // What finishes an event are fields of its kind.
    const finished = { ...event, ...late } as CaptureEvent
    if (isWanted(finished)) events.push(finished)
  })
  onTestFinished(uninstall)
  return { events, uninstall }
}
