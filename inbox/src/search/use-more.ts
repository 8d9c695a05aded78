import { useEffect, useRef, useState } from 'preact/hooks'

import type { SearchResult } from '../api-types.ts'

interface Pages extends Pick<SearchResult, 'hits' | 'nextCursor'> {
  status: 'idle' | 'loading' | 'failed'
}

/** The hits of the first page and of those asked for since. */
export function useMore(
  first: SearchResult,
  load: (cursor: string, signal: AbortSignal) => Promise<SearchResult>,
): Pages & { more: () => void } {
  const [pages, setPages] = useState<Pages>({ ...first, status: 'idle' })
  const aborter = useRef<AbortController>(undefined)
  useEffect(() => () => aborter.current?.abort(), [])

  const more = async () => {
    const { hits, nextCursor } = pages
    if (nextCursor === null || pages.status === 'loading') return

    const { signal } = (aborter.current = new AbortController())
    setPages({ hits, nextCursor, status: 'loading' })
    try {
      const next = await load(nextCursor, signal)
      setPages({ hits: [...hits, ...next.hits], nextCursor: next.nextCursor, status: 'idle' })
    } catch {
      if (!signal.aborted) setPages({ hits, nextCursor, status: 'failed' })
    }
  }
  return { ...pages, more: () => void more() }
}
