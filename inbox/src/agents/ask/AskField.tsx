import { useEffect, useRef, useState } from 'preact/hooks'

/** As the API takes it. */
const LONGEST_QUESTION = 2_000

interface Props {
  question: string
  onAsk: (question: string) => void
}

export function AskField({ question, onAsk }: Props) {
  const [draft, setDraft] = useState(question)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (question === '' && matchMedia('(pointer: fine)').matches)
      field.current?.focus({ preventScroll: true })
    // Only on the way in.
  }, [])

  return (
    <form
      class="ask-field"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        if (draft.trim() !== '') onAsk(draft.trim())
      }}
    >
      <input
        ref={field}
        class="field"
        type="search"
        aria-label="Your question"
        placeholder="What are the most common failures this week?"
        autocomplete="off"
        maxLength={LONGEST_QUESTION}
        value={draft}
        onInput={({ currentTarget: { value } }) => setDraft(value)}
      />
      <button type="submit" class="button primary">
        Ask
      </button>
    </form>
  )
}
