import { useEffect, useRef, useState } from 'preact/hooks'

import type { Player, PlayerState } from './create-player.ts'

/**
 * One thing out of the player's state. The clock ticks at the speed of the screen; a component
 * is drawn again only when what it looks at is another value.
 */
export function usePlayer<Value>(player: Player, select: (state: PlayerState) => Value): Value {
  const value = select(player.state())
  const shown = useRef({ select, value })
  shown.current = { select, value }
  const [, draw] = useState({})

  useEffect(() => {
    const look = () => {
      if (shown.current.select(player.state()) !== shown.current.value) draw({})
    }
    look()
    return player.subscribe(look)
  }, [player])

  return value
}
