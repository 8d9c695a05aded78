import {
  formatCompact,
  formatCost,
  formatLasting,
  formatNumber,
  formatPercent,
} from '../ui/format.ts'
import { Share } from '../ui/Share.tsx'
import type { ModelUse } from './overview-types.ts'

export function ModelTable({ models }: { models: readonly ModelUse[] }) {
  return (
    <section class="card agent-table">
      <h2>Models</h2>
      {models.length === 0 ? (
        <p class="secondary">No step said which model it asked.</p>
      ) : (
        <div class="table-box" tabIndex={0} role="region" aria-label="Models">
          <table>
            <thead>
              <tr>
                <th scope="col">Model</th>
                <th scope="col">Steps</th>
                <th scope="col">Failed</th>
                <th scope="col">Runs</th>
                <th scope="col">Duration</th>
                <th scope="col">Tokens</th>
                <th scope="col">Cost</th>
              </tr>
            </thead>
            <tbody>
              {models.map((each) => (
                <tr key={each.model}>
                  <th scope="row">
                    <code class="captured">{each.model}</code>
                  </th>
                  <td title={`${formatPercent(each.share)} of all steps`}>
                    {formatNumber(each.step_count)}
                    <Share share={each.share} />
                  </td>
                  <td>{formatNumber(each.error_count)}</td>
                  <td>{formatNumber(each.run_count)}</td>
                  <td title="on average">
                    {each.avg_duration_ms === null ? '' : formatLasting(each.avg_duration_ms)}
                  </td>
                  <td title={formatNumber(each.total_tokens)}>
                    {formatCompact(each.total_tokens)}
                  </td>
                  <td>{formatCost(each.cost)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
