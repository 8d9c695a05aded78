import type { TargetedInputEvent } from 'preact'
import { useId, useState } from 'preact/hooks'

interface Props {
  label: string
  /** Also tells password managers which one is meant. */
  name: 'current-password' | 'new-password'
  value: string
  onInput: (value: string) => void
}

const LEAST_PASSWORD = 12

export function PasswordField({ label, name, value, onInput }: Props) {
  const id = useId()
  const [shown, setShown] = useState(false)
  const isNew = name === 'new-password'
  const attributes = {
    class: 'field',
    id,
    name,
    autocomplete: name,
    required: true,
    maxLength: 200,
    ...(isNew && { minLength: LEAST_PASSWORD, 'aria-describedby': `${id}-hint` }),
    autocapitalize: 'off',
    spellcheck: false,
    value,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onInput(event.currentTarget.value),
  } as const

  return (
    <p class="session-field">
      <label for={id}>{label}</label>
      <span class="session-password">
        {shown ? <input {...attributes} type="text" /> : <input {...attributes} type="password" />}
        <button
          type="button"
          class="button quiet"
          aria-pressed={shown}
          aria-label={`Show ${label.toLowerCase()}`}
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide' : 'Show'}
        </button>
      </span>
      {isNew && (
        <span class="secondary" id={`${id}-hint`}>
          At least {LEAST_PASSWORD} characters. A few words make a good one.
        </span>
      )}
    </p>
  )
}
