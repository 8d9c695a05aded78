import { useEffect, useRef } from 'preact/hooks'
import type { Handle } from '../../src/index.ts'
import { Counter } from './Counter.tsx'
import { DESCRIPTION_LIMIT } from './description.ts'
import { Failure } from './Failure.tsx'
import { fill, type Texts } from './strings.ts'
import { useOnline } from './use-online.ts'
import type { ReportInHand } from './use-report.ts'
import { WhatIsSent } from './WhatIsSent.tsx'

interface ReportFormProps {
  report: ReportInHand
  steps: Handle['steps']
  texts: Texts
  onSend(): void
}

/** The form while the report is written, sent, or could not be sent. */
export function ReportForm({ report, steps, texts, onSend }: ReportFormProps) {
  const { text, status, write } = report
  const field = useRef<HTMLTextAreaElement>(null)
  const online = useOnline()
  const problem = status.step === 'editing' ? status.problem : undefined
  const isSending = status.step === 'sending'

  // `autofocus` serves the first opening only; this is for coming back from a receipt.
  useEffect(() => field.current?.focus(), [])

  useEffect(() => {
    if (problem) field.current?.focus()
  }, [status])

  function sendByKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSend()
  }

  function submit(event: Event) {
    event.preventDefault()
    onSend()
  }

  return (
    <form noValidate onSubmit={submit} onKeyDown={sendByKey}>
      <label for="description">{texts.question}</label>
      <p id="hint" class="secondary">
        {texts.hint}
      </p>
      <textarea
        id="description"
        ref={field}
        dir="auto"
        rows={6}
        autofocus
        required
        readOnly={isSending}
        aria-describedby="problem hint"
        aria-invalid={problem !== undefined}
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
      />
      <div class="below">
        <p id="problem" role="alert" class="problem">
          {problem && fill(texts, problem, { limit: DESCRIPTION_LIMIT })}
        </p>
        <Counter text={text} texts={texts} />
      </div>
      <WhatIsSent steps={steps} texts={texts} />
      <div role="alert">
        {status.step === 'failed' && <Failure status={status} texts={texts} field={field} />}
      </div>
      <p role="status" class="secondary">
        {isSending ? texts.sendingStatus : !online && texts.offline}
      </p>
      <div class="foot">
        <button
          type="submit"
          class="primary"
          aria-busy={isSending}
          aria-disabled={isSending}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {isSending ? texts.sending : status.step === 'failed' ? texts.sendAgain : texts.send}
        </button>
      </div>
    </form>
  )
}
