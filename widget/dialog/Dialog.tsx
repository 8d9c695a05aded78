/// <reference types="vite/client" />
import { render, type RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { DialogProps, DialogView } from '../dialog-contract.ts'
import css from './dialog.css?inline'
import { ReportForm } from './ReportForm.tsx'
import { Sent } from './Sent.tsx'
import { resolveTexts } from './strings.ts'
import { useBackdropClose } from './use-backdrop-close.ts'
import { useReport } from './use-report.ts'

/** Puts the dialog, closed, into the widget's shadow root. */
export function renderDialog(root: ShadowRoot, props: DialogProps): DialogView {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets.push(sheet)
  const place = document.createElement('div')
  root.append(place)
  const dialog: RefObject<HTMLDialogElement | null> = { current: null }
  render(<Dialog {...props} dialog={dialog} />, place)

  return {
    show() {
      if (dialog.current?.matches(':modal')) return
      // Still marked as open when the page took us out and we came back; showModal would refuse.
      dialog.current?.removeAttribute('open')
      dialog.current?.showModal()
    },
    close: () => dialog.current?.close(),
    isOpen: () => dialog.current?.open ?? false,
    remove() {
      render(null, place)
      place.remove()
    },
  }
}

interface ShownDialogProps extends DialogProps {
  dialog: RefObject<HTMLDialogElement | null>
}

function Dialog({ dialog, report, steps, strings, onClose, onNews }: ShownDialogProps) {
  const texts = resolveTexts(strings)
  const inHand = useReport(report)
  const heading = useRef<HTMLHeadingElement>(null)
  const { status, text } = inHand
  const isSent = status.step === 'sent'
  const backdrop = useBackdropClose(isSent || text.trim() === '')

  useEffect(() => {
    if (isSent) heading.current?.focus()
  }, [isSent])

  async function send() {
    const end = await inHand.send()
    if (!end || dialog.current?.open) return
    onNews(end === 'sent' ? texts.sentWhileClosed : texts.failedWhileClosed)
  }

  function closed() {
    if (isSent) inHand.startOver()
    onClose()
  }

  return (
    <dialog ref={dialog} aria-labelledby="heading" onClose={closed} {...backdrop}>
      <header>
        <h2 id="heading" ref={heading} tabIndex={-1} autofocus={isSent}>
          {isSent ? texts.thanks : texts.title}
        </h2>
        <button
          type="button"
          class="dismiss"
          aria-label={texts.close}
          onClick={() => dialog.current?.close()}
        >
          ✕
        </button>
      </header>
      {isSent ? (
        <Sent
          {...status}
          texts={texts}
          onAnother={inHand.startOver}
          onClose={() => dialog.current?.close()}
        />
      ) : (
        <ReportForm report={inHand} steps={steps} texts={texts} onSend={() => void send()} />
      )}
    </dialog>
  )
}
