import type { IssueItem } from '../api-types.ts'
import { nameUser, pathOf, readPageFacts } from '../page-facts.ts'
import { Icon } from '../ui/Icon.tsx'
import { memo } from '../ui/memo.ts'
import { Priority } from '../ui/Priority.tsx'
import { Time } from '../ui/Time.tsx'
import { titleOf } from './list-filter.ts'

interface Props {
  issue: IssueItem
  href: string
  isOpen: boolean
}

export const IssueRow = memo(function IssueRow({ issue, href, isOpen }: Props) {
  const facts = readPageFacts(issue.metadata)
  const user = nameUser(facts.user)
  const { error, network_failed: failed } = issue.entryCounts

  return (
    <li>
      <a class="issue-row" href={href} aria-current={isOpen ? 'true' : undefined}>
        <Priority priority={issue.priority} />
        <span class="issue-title one-line" title={titleOf(issue)}>
          {titleOf(issue)}
        </span>
        <span class="issue-path one-line" title={facts.url}>
          {facts.url && pathOf(facts.url)}
        </span>
        <span class="issue-user one-line" title={user}>
          {user}
        </span>
        <Count icon="error" count={error} what={error === 1 ? 'error' : 'errors'} />
        <Count
          icon="network"
          count={failed}
          what={failed === 1 ? 'failed request' : 'failed requests'}
        />
        <span class="issue-age">
          <Time at={issue.createdAt} />
        </span>
      </a>
    </li>
  )
})

function Count({ icon, count, what }: { icon: 'error' | 'network'; count: number; what: string }) {
  if (count === 0) return <span class="issue-count" />
  return (
    <span class="issue-count" title={`${count} ${what}`} data-lane={icon}>
      <Icon name={icon} />
      {count}
      <span class="visually-hidden"> {what}</span>
    </span>
  )
}
