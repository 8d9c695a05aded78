import type { FoundReport } from '../api-types.ts'
import { titleOf } from '../issues/list-filter.ts'
import { hrefTo } from '../routes.ts'
import { Icon } from '../ui/Icon.tsx'
import { Time } from '../ui/Time.tsx'
import { Marked } from './Marked.tsx'

interface Props {
  reports: FoundReport[]
  query: URLSearchParams
  /** What was looked for. */
  words: string
}

/** What people wrote; leads to the issue. */
export function FoundReports({ reports, query, words }: Props) {
  return (
    <section aria-labelledby="reports">
      <h2 id="reports">Reports</h2>
      <ol class="hits card">
        {reports.map(({ issueId, createdAt, ...report }) => (
          <li key={issueId}>
            <a
              class="hit"
              data-kind="report"
              href={hrefTo({ page: 'issue', issueId }, query, { q: undefined, kind: undefined })}
            >
              <span class="hit-kind">
                <Icon name="person" />
                Report
              </span>
              <span class="hit-text" title={report.userDescription}>
                <Marked text={titleOf(report)} words={words} />
              </span>
              <span class="hit-time">
                <Time at={createdAt} />
              </span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  )
}
