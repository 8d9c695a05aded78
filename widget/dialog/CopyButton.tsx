import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import type { Texts } from './strings.ts'

interface CopyButtonProps {
  texts: Texts
  label: string
  /** What is copied: the content of this element, or its value. */
  from: RefObject<HTMLElement | null>
}

/** Copies, or selects for copying by hand where there is no clipboard: plain http, a frame. */
export function CopyButton({ texts, label, from }: CopyButtonProps) {
  const [done, setDone] = useState('')

  async function copy() {
    const source = from.current
    if (!source) return
    const isField = source instanceof HTMLTextAreaElement
    try {
      await navigator.clipboard.writeText(isField ? source.value : (source.textContent ?? ''))
      setDone(texts.copied)
    } catch {
      if (isField) source.select()
      else getSelection()?.selectAllChildren(source)
      setDone(texts.copyByHand)
    }
  }

  return (
    <>
      <button type="button" class="quiet" onClick={copy}>
        {label}
      </button>
      <span role="status" class="copied">
        {done}
      </span>
    </>
  )
}
