import { hrefTo } from '../routes.ts'

interface Props {
  query: URLSearchParams
  page: number
  pages: number
}

export function Pages({ query, page, pages }: Props) {
  if (pages <= 1 && page === 1) return null

  const to = (target: number) =>
    hrefTo({ page: 'issues' }, query, { page: target > 1 ? String(target) : undefined })

  return (
    <nav class="pages" aria-label="Pages">
      {page > 1 && (
        <a class="button" href={to(Math.min(page - 1, pages))} rel="prev">
          Newer
        </a>
      )}
      <span class="secondary">
        Page {page} of {pages}
      </span>
      {page < pages && (
        <a class="button" href={to(page + 1)} rel="next">
          Older
        </a>
      )}
    </nav>
  )
}
