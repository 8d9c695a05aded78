import { CopyButton } from '../ui/CopyButton.tsx'

export function Snippet({ title, code }: { title: string; code: string }) {
  return (
    <figure class="snippet card">
      <figcaption>
        <span>{title}</span>
        <CopyButton text={code} label="Copy" />
      </figcaption>
      <pre tabIndex={0} aria-label={title}>
        {code}
      </pre>
    </figure>
  )
}
