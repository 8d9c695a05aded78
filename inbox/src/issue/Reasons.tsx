import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'

interface Props {
  /** What the button says of itself to those who listen. */
  label: string
  title: string
  reasons: readonly string[]
  children: ComponentChildren
}

/** Shows why when it is pointed at, focused or touched; Escape closes. */
export function Reasons({ label, title, reasons, children }: Props) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)

  if (reasons.length === 0) return <span class="reasons">{children}</span>
  return (
    <span
      class="reasons"
      onMouseEnter={() => setOpen(true)}
      onMouseLeave={() => setOpen(false)}
      onKeyDown={({ key }) => key === 'Escape' && setOpen(false)}
    >
      <button
        type="button"
        class="reasons-button"
        aria-label={label}
        aria-describedby={id}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      <span class="reasons-box" role="tooltip" id={id} hidden={!isOpen}>
        <strong>{title}</strong>
        {reasons.map((reason) => (
          <span key={reason} class="reason captured">
            {reason}
          </span>
        ))}
      </span>
    </span>
  )
}
