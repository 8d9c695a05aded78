import { SessionCard } from './SessionCard.tsx'

/** Nobody can sign in yet, and a stranger must not be the first. */
export function NoOwnerPage({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  const port = location.port || '80'
  return (
    <SessionCard title="This inbox has no owner yet">
      <p>
        Issues hold what people did on your pages. Until somebody owns the inbox, the collector
        shows them on its own machine only.
      </p>
      <h2>Become the owner</h2>
      <p>Open the set-up address that stands where the collector was started, or run there:</p>
      <p>
        <code class="captured">casefile-server owner --email you@example.com</code>
      </p>
      <h2>Only look</h2>
      <p>Forward the port, and open http://localhost:{port} here:</p>
      <p>
        <code class="captured">
          ssh -L {port}:localhost:{port} {location.hostname}
        </code>
      </p>
      <p class="secondary captured">This request is not local: {reason}.</p>
      <button type="button" class="button" onClick={onRetry}>
        Try again
      </button>
    </SessionCard>
  )
}
