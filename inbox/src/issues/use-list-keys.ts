import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

import { navigate } from '../routes.ts'
import { isTyping } from '../ui/is-typing.ts'

/**
 * `j` and `k` move down and up. Alone, the list moves the focus and Enter opens, as on every
 * link; beside an issue, the issue follows. `/` goes to the search field.
 */
export function useListKeys(list: RefObject<HTMLElement | null>, isBeside: boolean) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return

      if (event.key === '/') {
        const search = list.current?.parentElement?.querySelector<HTMLInputElement>('.list-search')
        search?.focus()
        event.preventDefault()
      }
      if (event.key === 'j' || event.key === 'k')
        move(list.current, event.key === 'j' ? 1 : -1, isBeside)
    }

    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [list, isBeside])
}

function move(list: HTMLElement | null, step: 1 | -1, isBeside: boolean) {
  const rows = [...(list?.querySelectorAll<HTMLAnchorElement>('a.issue-row') ?? [])]
  const now = isBeside
    ? rows.findIndex((row) => row.hasAttribute('aria-current'))
    : rows.findIndex((row) => row === document.activeElement)
  const next = rows[now === -1 ? 0 : now + step]
  if (!next) return

  if (isBeside) navigate(next.pathname + next.search, { replace: true })
  else next.focus()
  next.scrollIntoView({ block: 'nearest' })
}
