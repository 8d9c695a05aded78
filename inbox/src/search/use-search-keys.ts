import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

import { isTyping } from '../ui/is-typing.ts'

const STEPS: { [key: string]: number } = { j: 1, k: -1 }

/** `/` goes to the field, the down arrow from there to what was found; `j` and `k` move in it. */
export function useSearchKeys(page: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const field = page.current?.querySelector<HTMLInputElement>('.search-field input')
      const rows = [...(page.current?.querySelectorAll<HTMLElement>('a.hit') ?? [])]
      const now = rows.findIndex((row) => row === document.activeElement)
      const step = STEPS[event.key]

      let next: HTMLElement | undefined | null
      if (event.target === field) next = event.key === 'ArrowDown' ? rows[0] : undefined
      else if (isTyping(event)) return
      else if (event.key === '/') next = field
      else if (step) next = rows[now === -1 ? 0 : now + step]
      if (!next) return

      event.preventDefault()
      next.focus()
      if (next === field) field.select()
      else next.scrollIntoView({ block: 'nearest' })
    }

    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [page])
}
