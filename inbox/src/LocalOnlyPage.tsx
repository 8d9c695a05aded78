/** The collector refuses the inbox to everyone who is not on its machine. */
export function LocalOnlyPage({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <main class="notice card">
      <h1>The inbox answers only on its own machine</h1>
      <p>
        Issues hold what people did on your pages, so without a sign-in the collector shows them
        only to a browser on the machine it runs on. This page was opened as{' '}
        <strong>{location.host}</strong>.
      </p>
      <p>On the collector’s machine, open</p>
      <p>
        <code class="captured">
          http://localhost{location.port && `:${location.port}`}
          {location.pathname}
        </code>
      </p>
      <p>From another machine, forward the port first, then open that address:</p>
      <p>
        <code class="captured">
          ssh -L {location.port || '80'}:localhost:{location.port || '80'} {location.hostname}
        </code>
      </p>
      <p class="secondary captured">The collector said: {reason}</p>
      <button type="button" class="button" onClick={onRetry}>
        Try again
      </button>
    </main>
  )
}
