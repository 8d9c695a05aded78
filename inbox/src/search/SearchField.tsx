import { useEffect, useRef, useState } from 'preact/hooks'

import { hrefTo, navigate } from '../routes.ts'
import { Icon } from '../ui/Icon.tsx'
import { LONGEST_TEXT } from './read-search.ts'

/** A pause in the typing; searching for half a word helps nobody. */
const PAUSE = 250

/**
 * Writes the address while a person types. One visit to the field is one step in the history, so
 * that the way back leads from search to search and not from letter to letter.
 */
export function SearchField({ query }: { query: URLSearchParams }) {
  const there = query.get('q') ?? ''
  const [draft, setDraft] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const written = useRef(there)
  const isNewStep = useRef(true)

  const write = (text: string) => {
    clearTimeout(timer.current)
    setDraft(undefined)
    if (text === there) return
    written.current = text
    navigate(hrefTo({ page: 'search' }, query, { q: text }), { replace: !isNewStep.current })
    isNewStep.current = false
  }
  const settle = () => {
    if (draft !== undefined) write(draft)
    isNewStep.current = true
  }
  const latestWrite = useRef(write)
  latestWrite.current = write

  useEffect(() => {
    const { current } = field
    const hasMouse = matchMedia('(pointer: fine)').matches
    if (there === '' && hasMouse) current?.focus({ preventScroll: true })
    return () => clearTimeout(timer.current)
    // Only on the way in.
  }, [])

  // The address went elsewhere, e.g. back: what was typed for the former one is of no use.
  useEffect(() => {
    if (there === written.current) return
    written.current = there
    clearTimeout(timer.current)
    setDraft(undefined)
    isNewStep.current = true
  }, [there])

  return (
    <div class="search-field">
      <Icon name="search" />
      <input
        ref={field}
        class="field"
        type="search"
        aria-label="Search errors, warnings, failed requests and reports"
        aria-keyshortcuts="/"
        placeholder="Error, request or report"
        title="Press / to get here"
        autocomplete="off"
        spellcheck={false}
        maxLength={LONGEST_TEXT}
        value={draft ?? there}
        onInput={({ currentTarget: { value } }) => {
          setDraft(value)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => latestWrite.current(value), PAUSE)
        }}
        onKeyDown={(event) => event.key === 'Enter' && settle()}
        onBlur={settle}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  )
}
