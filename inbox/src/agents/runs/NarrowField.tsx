import { useId, useState } from 'preact/hooks'

interface Props {
  label: string
  /** What it takes, e.g. `by its exact id`. */
  by: string
  /** Values that are known to be there. */
  offered: readonly string[]
  onNarrow: (value: string) => void
}

/** A value to narrow a list by; Enter or leaving the field takes it. */
export function NarrowField({ label, by, offered, onNarrow }: Props) {
  const id = useId()
  const [draft, setDraft] = useState('')
  const take = (value: string) => {
    if (value.trim() === '') return
    setDraft('')
    onNarrow(value.trim())
  }

  return (
    <>
      <input
        class="field"
        list={id}
        aria-label={`${label}, ${by}`}
        placeholder={label}
        autocomplete="off"
        spellcheck={false}
        maxLength={255}
        value={draft}
        onInput={({ currentTarget: { value } }) => setDraft(value)}
        onChange={({ currentTarget: { value } }) => take(value)}
        onKeyDown={(event) => event.key === 'Enter' && take(draft)}
      />
      <datalist id={id}>
        {[...new Set(offered)].map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </>
  )
}
