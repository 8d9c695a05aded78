/** How much of the whole, as a thin bar; the number beside it says the same. */
export function Share({ share, tone = 'main' }: { share: number; tone?: 'main' | 'bad' }) {
  return (
    <span class="share" data-tone={tone} aria-hidden="true">
      <span style={{ inlineSize: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
    </span>
  )
}
