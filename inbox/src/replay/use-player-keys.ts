import { useEffect } from 'preact/hooks'

import { isTyping } from '../ui/is-typing.ts'
import type { Player } from './create-player.ts'

const STEP = 1_000

/** Space plays and pauses, left and right move by a second, with shift by five. */
export function usePlayerKeys(player: Player) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
      if (player.state().status !== 'ready' || isTakenBy(event)) return

      const step = event.shiftKey ? 5 * STEP : STEP
      if (event.key === ' ') player.toggle()
      else if (event.key === 'ArrowLeft') player.step(-step)
      else if (event.key === 'ArrowRight') player.step(step)
      else return
      event.preventDefault()
    }

    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [player])
}

/** Space presses what has the focus; arrows scroll wide text. */
function isTakenBy({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  if (target instanceof HTMLInputElement && target.type === 'range') return false
  return key === ' ' ? target.matches('button, a, summary, input') : target.matches('pre')
}
