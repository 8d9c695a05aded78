import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

import { isTyping } from './is-typing.ts'

const STEPS: { [key: string]: number } = { j: 1, k: -1 }

/** `j` and `k` move the focus down and up from row to row; a row is the first link of its item. */
export function useLinkKeys(list: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = STEPS[event.key]
      if (!step || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return

      const items = [...(list.current?.children ?? [])]
      const rows = items.flatMap((item) => item.querySelector('a') ?? [])
      const now = rows.findIndex((row) => row === document.activeElement)
      const next = rows[now === -1 ? 0 : now + step]
      next?.focus()
      next?.scrollIntoView({ block: 'nearest' })
    }

    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [list])
}
