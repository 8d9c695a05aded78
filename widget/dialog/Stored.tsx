import type { StoredReceipt } from '../../src/index.ts'
import type { Texts } from './strings.ts'

interface StoredProps {
  place: StoredReceipt['stored']
  texts: Texts
  onAnother(): void
  onClose(): void
}

/** That the report is kept until it can be sent, where, and that there is nothing to be done. */
export function Stored({ place, texts, onAnother, onClose }: StoredProps) {
  return (
    <>
      {place === 'device' ? (
        <>
          <p>{texts.storedOnDevice}</p>
          <p class="secondary">{texts.storedNext}</p>
        </>
      ) : (
        <p>{texts.storedOnPage}</p>
      )}
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
