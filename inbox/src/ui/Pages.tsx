interface Props {
  page: number
  pages: number
  hrefOf: (page: number) => string
}

export function Pages({ page, pages, hrefOf }: Props) {
  if (pages <= 1 && page === 1) return null

  return (
    <nav class="pages" aria-label="Pages">
      {page > 1 && (
        <a class="button" href={hrefOf(Math.min(page - 1, pages))} rel="prev">
          Newer
        </a>
      )}
      <span class="secondary">
        Page {page} of {pages}
      </span>
      {page < pages && (
        <a class="button" href={hrefOf(page + 1)} rel="next">
          Older
        </a>
      )}
    </nav>
  )
}
