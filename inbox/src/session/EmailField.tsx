import { useId } from 'preact/hooks'

interface Props {
  value: string
  onInput: (value: string) => void
}

export function EmailField({ value, onInput }: Props) {
  const id = useId()
  return (
    <p class="session-field">
      <label for={id}>E-mail</label>
      <input
        class="field"
        id={id}
        type="email"
        name="username"
        autocomplete="username"
        required
        autofocus
        maxLength={254}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </p>
  )
}
