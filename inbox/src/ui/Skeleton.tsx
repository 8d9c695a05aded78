/** Grey lines in the shape of what is loading; the sheet shows them after 150 ms only. */
export function Skeleton({ widths, label }: { widths: readonly number[]; label: string }) {
  return (
    <div class="skeleton" role="status" aria-label={label}>
      {widths.map((width, line) => (
        <span key={line} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
