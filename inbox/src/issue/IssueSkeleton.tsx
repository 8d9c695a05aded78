/** The shape of an issue page: the sentence, the facts, and the replay beside the timeline. */
export function IssueSkeleton() {
  return (
    <main class="issue issue-skeleton" aria-busy="true" aria-label="Loading the issue">
      <span />
      <span />
      <span />
      <div class="issue-workbench">
        <span />
        <span />
      </div>
    </main>
  )
}
