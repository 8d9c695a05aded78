/// <reference types="vite/client" />
import { render, type RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { SettledReport } from '../../src/index.ts'
import type { DialogProps, DialogView } from '../dialog-contract.ts'
import { Earlier } from './Earlier.tsx'
import css from './dialog.css?inline'
import { ReportForm } from './ReportForm.tsx'
import { Sent } from './Sent.tsx'
import { Stored } from './Stored.tsx'
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
  const update = () => render(<Dialog {...props} dialog={dialog} />, place)
  update()

  return {
    update,
    show() {
      update()
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

function Dialog({ dialog, report, steps, settled, strings, onClose, onNews }: ShownDialogProps) {
  const texts = resolveTexts(strings)
  const inHand = useReport(report)
  const heading = useRef<HTMLHeadingElement>(null)
  const { status, text } = inHand
  const isDone = status.step === 'sent' || status.step === 'stored'
  const backdrop = useBackdropClose(isDone || text.trim() === '')

  useEffect(() => {
    if (isDone) heading.current?.focus()
  }, [isDone, status.step])

  // The report that is on show as stored has arrived, or was refused: it is shown as that.
  const shown = useRef<SettledReport>(undefined)
  useEffect(() => {
    if (status.step !== 'stored') return
    shown.current = settled().find(({ time }) => time >= status.time)
    if (shown.current) inHand.settle(shown.current)
  })
  const earlier = settled().filter((one) => one !== shown.current)

  async function send() {
    const end = await inHand.send()
    if (!end || dialog.current?.open) return
    onNews(texts[`${end}WhileClosed`])
  }

  function closed() {
    if (isDone) inHand.startOver()
    onClose()
  }

  const headings: { [step: string]: string } = { sent: texts.thanks, stored: texts.storedTitle }

  return (
    <dialog ref={dialog} aria-labelledby="heading" onClose={closed} {...backdrop}>
      <div class="head">
        <h2 id="heading" ref={heading} tabIndex={-1} autofocus={isDone}>
          {headings[status.step] ?? texts.title}
        </h2>
        <button
          type="button"
          class="dismiss"
          aria-label={texts.close}
          onClick={() => dialog.current?.close()}
        >
          ✕
        </button>
      </div>
      <Earlier reports={earlier} texts={texts} />
      {status.step === 'stored' ? (
        <Stored
          {...status}
          texts={texts}
          onAnother={inHand.startOver}
          onClose={() => dialog.current?.close()}
        />
      ) : status.step === 'sent' ? (
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
