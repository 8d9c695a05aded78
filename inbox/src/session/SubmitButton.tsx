import { Icon } from '../ui/Icon.tsx'
import type { SubmitStatus } from './use-submit.ts'

interface Props {
  status: SubmitStatus
  label: string
  busyLabel: string
  /** Not what the page is mainly for. */
  quiet?: true
}

/** The button of a form, and above it what went wrong the last time. */
export function SubmitButton({ status, label, busyLabel, quiet }: Props) {
  const waits = status.step === 'throttled'
  return (
    <>
      <div role="alert">
        {status.step === 'failed' && <Problem text={status.reason} />}
        {waits && <Problem text="Too many attempts. You can try again in a moment." />}
      </div>
      <button
        type="submit"
        class={quiet ? 'button' : 'button primary'}
        // Not disabled: the focus would be lost, and with it the place on the page.
        aria-disabled={waits || status.step === 'sending'}
      >
        {waits
          ? `Try again in ${inWords(status.seconds)}`
          : status.step === 'sending'
            ? busyLabel
            : label}
      </button>
    </>
  )
}

function Problem({ text }: { text: string }) {
  return (
    <p class="session-problem">
      <Icon name="warning" />
      {text}
    </p>
  )
}

function inWords(seconds: number): string {
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`
}
