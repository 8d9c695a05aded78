import { Time } from '../../ui/Time.tsx'
import { formatLasting, formatNumber, formatPercent } from '../ui/format.ts'
import { Share } from '../ui/Share.tsx'
import type { ToolUse } from './overview-types.ts'

export function ToolTable({ tools }: { tools: readonly ToolUse[] }) {
  const most = Math.max(1, ...tools.map(({ call_count: calls }) => calls))
  return (
    <section class="card agent-table">
      <h2>Tools</h2>
      {tools.length === 0 ? (
        <p class="secondary">No tool was called.</p>
      ) : (
        <div class="table-box" tabIndex={0} role="region" aria-label="Tools">
          <table>
            <thead>
              <tr>
                <th scope="col">Tool</th>
                <th scope="col">Calls</th>
                <th scope="col">Failed</th>
                <th scope="col">Runs</th>
                <th scope="col">Duration</th>
                <th scope="col">p95</th>
                <th scope="col">Last used</th>
              </tr>
            </thead>
            <tbody>
              {tools.map((each) => (
                <tr key={each.tool_name}>
                  <th scope="row">
                    <code class="captured">{each.tool_name}</code>
                  </th>
                  <td>
                    {formatNumber(each.call_count)}
                    <Share share={each.call_count / most} />
                  </td>
                  <td title={`${formatNumber(each.error_count)} calls`}>
                    {formatPercent(each.error_rate)}
                    <Share share={each.error_rate} tone="bad" />
                  </td>
                  <td>{formatNumber(each.run_count)}</td>
                  <td title="on average">
                    {each.avg_duration_ms === null ? '' : formatLasting(each.avg_duration_ms)}
                  </td>
                  <td>
                    {each.p95_duration_ms === null ? '' : formatLasting(each.p95_duration_ms)}
                  </td>
                  <td>
                    <Time at={each.last_used} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
