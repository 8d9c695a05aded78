import { useEffect, useState } from 'preact/hooks'

import { Icon } from './Icon.tsx'

type State = 'idle' | 'copied' | 'failed'

interface Props {
  /** The text, or a function that gets it when the button is pressed. */
  text: string | (() => Promise<string>)
  /** What the button says; without `compact` it stands on it. */
  label: string
  compact?: boolean
}

export function CopyButton({ text, label, compact }: Props) {
  const [state, setState] = useState<State>('idle')

  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2_000)
    return () => clearTimeout(timer)
  }, [state])

  const copy = () => {
    writeClipboard(text).then(
      () => setState('copied'),
      () => setState('failed'),
    )
  }

  const said = { idle: label, copied: 'Copied', failed: 'Could not copy' }[state]
  return (
    <button
      type="button"
      class={compact ? 'button quiet only-icon' : 'button'}
      onClick={copy}
      title={compact ? said : undefined}
    >
      <Icon name={state === 'copied' ? 'check' : state === 'failed' ? 'warning' : 'copy'} />
      <span class={compact ? 'visually-hidden' : undefined} aria-live="polite">
        {said}
      </span>
    </button>
  )
}

/** Safari forgets the press while it waits for text, so the clipboard gets the promise itself. */
function writeClipboard(text: string | (() => Promise<string>)): Promise<void> {
  if (typeof text === 'string') return navigator.clipboard.writeText(text)

  const blob = text().then((markdown) => new Blob([markdown], { type: 'text/plain' }))
  return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
}
