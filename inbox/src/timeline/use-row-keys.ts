import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

const STEPS: { [key: string]: number } = { ArrowDown: 1, ArrowUp: -1 }

/** The up and down arrows move the focus from row to row; Home and End go to the ends. */
export function useRowKeys(list: RefObject<HTMLElement | null>, row = '.timeline-row') {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, key } = event
      if (!(target instanceof HTMLElement) || !target.matches(row)) return
      if (!list.current?.contains(target)) return

      const rows = [...list.current.querySelectorAll<HTMLElement>(row)]
      const step = STEPS[key]
      const next =
        key === 'Home'
          ? rows[0]
          : key === 'End'
            ? rows.at(-1)
            : step && rows[rows.indexOf(target) + step]
      if (!next) return

      event.preventDefault()
      next.focus()
    }

    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [list, row])
}
