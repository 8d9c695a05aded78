import { composedAncestors } from '../browser/composed-ancestors.ts'
import { listenInside } from '../browser/listen-inside.ts'
import { listen } from '../browser/listen.ts'
import type { Selectors } from '../privacy/selectors.ts'
import type { InputEvent } from '../protocol/index.ts'
import { describeTarget, findTarget, type Target } from './describe-target.ts'
import { inputChange } from './input-change.ts'
import type { Capture, OnFlush } from './types.ts'

/** A form refuses all its bad fields at once; the person is shown the first. */
const MOST_INVALID = 3
const INVALID_TIME = 1_000

export interface InputOptions {
  selectors: Selectors
  onFlush: OnFlush
}

type Details = Partial<Pick<InputEvent, 'change' | 'inputType' | 'problem' | 'text'>>

/** Emits one event per committed change of a field, and per form that is sent or refused. */
export const captureInputs: Capture<InputOptions> = (emit, { selectors, onFlush }) => {
  /** The field that is being written in: not every one says when its change is committed. */
  let pending: Element | undefined
  let refused = { since: 0, count: 0 }

  const describe = (element: Element, details: (target: Target) => Details) => {
    const path = composedAncestors(element)
    if (path.some((outer) => outer.matches(selectors.ignored))) return undefined
    const found = findTarget(path, selectors, element)
    const target = describeTarget(found, path, selectors)
    return { ...target, ...(!found.isMasked && details(target)) }
  }

  const tell = (
    kind: InputEvent['kind'],
    element: Element,
    details: (target: Target) => Details,
  ) => {
    const described = describe(element, details)
    if (described) emit({ type: 'input', time: Date.now(), kind, ...described })
  }

  const commit = (field: Element | undefined) => {
    pending = undefined
    if (!field?.isConnected) return
    tell('change', field, () => ({ ...inputType(field), change: inputChange(field) }))
  }

  const tellSubmit = (form: Element, submitter: Element | null | undefined) =>
    tell('submit', form, ({ text }) => ({
      text: text || (submitter && describe(submitter, () => ({}))?.text) || '',
    }))

  const tellInvalid = (field: Element) => {
    // A page that checks while somebody types refuses nothing.
    if (pending) return
    const now = Date.now()
    if (Math.abs(now - refused.since) > INVALID_TIME) refused = { since: now, count: 0 }
    if (++refused.count > MOST_INVALID) return
    tell('invalid', field, () => ({ ...inputType(field), ...problemOf(field) }))
  }

  const uninstallers = [
    listen(window, 'input', (event) => {
      if (event.isTrusted) pending = targetOf(event)
    }),
    listen(window, 'focusout', () => commit(pending)),
    listenInside<Event>(['change', 'submit', 'invalid'], (event) => {
      const target = targetOf(event)
      if (!event.isTrusted || !target) return
      if (event.type === 'change') commit(target)
      else if (event.type === 'submit') tellSubmit(target, (event as SubmitEvent).submitter)
      else tellInvalid(target)
    }),
    onFlush(() => commit(pending)),
  ]

  return () => {
    for (const uninstall of uninstallers) uninstall()
    pending = undefined
  }
}

/** The element inside of any open shadow root. */
function targetOf(event: Event): Element | undefined {
  const [target] = event.composedPath()
  return target instanceof Element ? target : undefined
}

function inputType(field: Element) {
  return field instanceof HTMLInputElement && { inputType: field.type }
}

/** The flag of its validity that is up. */
function problemOf(field: Element) {
  const { validity } = field as Partial<HTMLInputElement>
  for (const problem in validity) {
    if (problem !== 'valid' && validity[problem as keyof ValidityState]) return { problem }
  }
  return undefined
}
