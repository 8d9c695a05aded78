import { useId } from 'preact/hooks'

interface Props {
  label: string
  hint: string
  value: string
  onChange: (value: string) => void
}

/** Several values, one a line. */
export function LinesField({ label, hint, value, onChange }: Props) {
  const id = useId()
  return (
    <div class="lines-field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="field"
        rows={3}
        aria-describedby={`${id}-hint`}
        spellcheck={false}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <p id={`${id}-hint`} class="secondary">
        {hint}
      </p>
    </div>
  )
}
