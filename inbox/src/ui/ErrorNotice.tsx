import type { ApiError } from '../api-error.ts'

interface Props {
  /** What was being done, e.g. `The issues could not be loaded`. */
  title: string
  error: ApiError
  onRetry: () => void
}

/** What failed, what is safe, and the way on. */
export function ErrorNotice({ title, error, onRetry }: Props) {
  return (
    <div class="notice card" role="alert">
      <h2>{title}</h2>
      <p>{error.message}</p>
      <p class="secondary">Nothing is lost: what pages have sent stays with the collector.</p>
      <button type="button" class="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  )
}
