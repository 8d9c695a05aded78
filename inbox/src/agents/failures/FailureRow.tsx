import { Icon } from '../../ui/Icon.tsx'
import { Time } from '../../ui/Time.tsx'
import { formatNumber, formatPlural } from '../ui/format.ts'
import type { Failure } from './failure-types.ts'

export function FailureRow({ failure, href }: { failure: Failure; href: string }) {
  const { title, message, tool_name: tool, status, events } = failure
  return (
    <li>
      <a class="failure-row" href={href}>
        <Icon name={tool === null ? 'agent' : 'tool'} />
        <span class="list-what">
          <span class="list-title one-line" title={message}>
            {title || message}
          </span>
          <span class="secondary one-line">
            {tool === null ? 'Run' : tool}
            {status !== 'active' && ` · ${status}`}
            {` · ${formatPlural(failure.affected_runs, 'run')}`}
            {failure.affected_users > 0 && ` · ${formatPlural(failure.affected_users, 'user')}`}
          </span>
        </span>
        <span class="failure-events" title={formatPlural(events, 'time')}>
          {formatNumber(events)}×
        </span>
        <span class="list-age secondary">
          <Time at={failure.last_seen} />
        </span>
      </a>
    </li>
  )
}
