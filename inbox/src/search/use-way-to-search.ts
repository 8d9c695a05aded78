import { useEffect } from 'preact/hooks'

import { hrefTo, navigate, type Place } from '../routes.ts'
import { isTyping } from '../ui/is-typing.ts'

/** Pages on which `/` goes to a field of their own. */
const HAVE_A_FIELD: readonly string[] = ['issues', 'issue', 'search']

/** `/` leads to the search from the other pages. */
export function useWayToSearch({ route: { page }, query }: Place) {
  const project = query.get('project')

  useEffect(() => {
    if (HAVE_A_FIELD.includes(page)) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event)) return
      event.preventDefault()
      navigate(hrefTo({ page: 'search' }, new URLSearchParams(project ? { project } : {})))
    }

    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [page, project])
}
