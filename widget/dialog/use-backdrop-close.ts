import { useRef } from 'preact/hooks'

type Pressed = Pick<PointerEvent, 'clientX' | 'clientY' | 'target'> & {
  currentTarget: HTMLDialogElement
}

/**
 * Handlers for a `<dialog>` that close it by a press beside it, if it may. The press has to begin
 * there too: selecting text often ends outside.
 */
export function useBackdropClose(mayClose: boolean) {
  const beganBeside = useRef(false)

  return {
    onPointerDown(event: Pressed) {
      beganBeside.current = isBeside(event)
    },
    onClick(event: Pressed) {
      if (mayClose && beganBeside.current && isBeside(event)) event.currentTarget.close()
    },
  }
}

/** The backdrop is part of the dialog element; only the place tells the two apart. */
function isBeside({ target, currentTarget, clientX, clientY }: Pressed): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect()
  const isWithin = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom
  return target === currentTarget && !isWithin
}
