import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** What the person wrote, in their words; a long text unfolds. */
export function Reported({ description }: { description: string }) {
  const text = useRef<HTMLQuoteElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [isLong, setLong] = useState(false)

  useLayoutEffect(() => {
    const element = text.current
    if (!element) return
    const measure = () => {
      if (!isOpen) setLong(element.scrollHeight > element.clientHeight + 1)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [description, isOpen])

  if (description.trim() === '') return null
  return (
    <div class="reported">
      <blockquote ref={text} class="captured" data-folded={!isOpen || undefined}>
        {description}
      </blockquote>
      {isLong && (
        <button
          type="button"
          class="button quiet"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Show less' : 'Show all'}
        </button>
      )}
    </div>
  )
}
