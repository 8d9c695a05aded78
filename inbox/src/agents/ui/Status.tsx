import { Icon } from '../../ui/Icon.tsx'
import type { RunStatus } from '../agent-types.ts'

interface Props {
  status: RunStatus
  /** It has not ended yet. */
  isOpen?: boolean
  /** With the word beside the sign. */
  inWords?: boolean
}

/** How a run or a part of it ended: a sign, and never colour alone. */
export function Status({ status, isOpen = false, inWords = false }: Props) {
  const state = status === 'error' ? 'failed' : isOpen ? 'running' : 'ok'
  const word = { failed: 'Failed', running: 'Running', ok: 'OK' }[state]
  return (
    <span class="run-status" data-state={state} title={inWords ? undefined : word}>
      {state === 'running' ? (
        <span class="waiting" aria-hidden="true" />
      ) : (
        <Icon name={state === 'failed' ? 'error' : 'check'} />
      )}
      <span class={inWords ? undefined : 'visually-hidden'}>{word}</span>
    </span>
  )
}
