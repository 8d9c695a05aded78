import { useRef } from 'preact/hooks'
import { CopyButton } from './CopyButton.tsx'
import type { Texts } from './strings.ts'
import type { Replay } from './use-report.ts'

interface SentProps {
  issueId: string
  replay: Replay
  texts: Texts
  onAnother(): void
  onClose(): void
}

/** The receipt: that it arrived, under which number, and what happens next. */
export function Sent({ issueId, replay, texts, onAnother, onClose }: SentProps) {
  const id = useRef<HTMLElement>(null)
  const replayText = {
    uploading: texts.replayUploading,
    attached: texts.replayAttached,
    missing: texts.replayMissing,
    told: '',
  }[replay]

  return (
    <>
      <p>{texts.received}</p>
      <p class="receipt">
        <span class="secondary">{texts.issueId}</span>
        <code ref={id} dir="ltr">
          {issueId}
        </code>
        <CopyButton texts={texts} label={texts.copyId} from={id} />
      </p>
      <p>{texts.next}</p>
      <p role="status" class="secondary">
        {replayText}
      </p>
      <div class="foot">
        <button type="button" class="quiet" onClick={onAnother}>
          {texts.another}
        </button>
        <button type="button" class="primary" onClick={onClose}>
          {texts.close}
        </button>
      </div>
    </>
  )
}
