import type { IssueDetail } from '../api-types.ts'
import { nameUser, type PageFacts, pathOf } from '../page-facts.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Time } from '../ui/Time.tsx'
import { Fact } from '../ui/Fact.tsx'

/** Who reported it, and where they were. */
export function WhoAndWhere({ issue, facts }: { issue: IssueDetail; facts: PageFacts }) {
  const user = nameUser(facts.user)
  const contact = facts.user?.email ?? facts.user?.id

  return (
    <dl class="who-and-where">
      <Fact name="User">
        {user ? (
          <span class="one-line" title={[user, contact].join(' · ')}>
            {user}
            {contact && contact !== user && <span class="secondary"> {contact}</span>}
          </span>
        ) : (
          <span class="secondary">not signed in</span>
        )}
        {contact && <CopyButton compact text={contact} label="Copy user" />}
      </Fact>
      <Fact name="Page">
        {facts.url ? (
          <>
            <code class="one-line" title={facts.url}>
              {pathOf(facts.url)}
            </code>
            <CopyButton compact text={facts.url} label="Copy URL" />
          </>
        ) : (
          <span class="secondary">not sent</span>
        )}
      </Fact>
      {facts.browser && (
        <Fact name="Browser">
          <span class="one-line" title={facts.userAgent}>
            {facts.browser}
          </span>
        </Fact>
      )}
      {facts.viewport && <Fact name="Viewport">{facts.viewport}</Fact>}
      {facts.release && (
        <Fact name="Release">
          <code class="one-line" title={facts.release}>
            {facts.release}
          </code>
        </Fact>
      )}
      <Fact name="Reported">
        <Time at={issue.createdAt} />
      </Fact>
    </dl>
  )
}
