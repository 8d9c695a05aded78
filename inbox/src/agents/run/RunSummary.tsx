import { CopyButton } from '../../ui/CopyButton.tsx'
import { Fact } from '../../ui/Fact.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { TallText } from '../../ui/TallText.tsx'
import { Time } from '../../ui/Time.tsx'
import { agentsHref } from '../agents-href.ts'
import type { RunDetail } from '../agent-types.ts'
import { firstLine } from '../ui/first-line.ts'
import { formatCost, formatLasting, formatNumber, formatPlural } from '../ui/format.ts'
import { shortId } from '../ui/short-id.ts'
import { Status } from '../ui/Status.tsx'

/** What a person must know of a run before anything else. */
export function RunSummary({ run, query }: { run: RunDetail; query: URLSearchParams }) {
  const { run_id: runId, source } = run
  const changes = { source: source === 'dev' ? source : undefined }
  const hrefOf = (narrowed: { [name: string]: string }) =>
    agentsHref(query, { part: 'runs' }, { ...changes, ...narrowed })

  return (
    <header class="run-summary">
      <div class="run-bar">
        <a class="button quiet" href={agentsHref(query, { part: 'runs' }, changes)}>
          <Icon name="back" />
          Runs
        </a>
        <Status status={run.status} isOpen={run.end_time === null} inWords />
        {source === 'dev' && <span class="tag">development</span>}
        <span class="run-id secondary">
          <code class="one-line" title={runId}>
            {shortId(runId)}
          </code>
          <CopyButton compact text={runId} label="Copy run id" />
        </span>
      </div>
      <h1 class="run-title">{firstLine(run.prompt ?? '') || 'A run without a prompt'}</h1>
      {run.status === 'error' && (
        <TallText as="p" class="run-message captured">
          <Icon name="error" /> {run.status_message ?? 'It failed without a message.'}
        </TallText>
      )}
      <dl class="run-facts">
        {run.agent && (
          <Fact name="Agent">
            <a class="one-line" href={hrefOf({ agent: run.agent })} title="Runs of this agent">
              {run.agent}
            </a>
          </Fact>
        )}
        {run.external_user_id && (
          <Fact name="User">
            <a
              class="one-line"
              href={hrefOf({ user: run.external_user_id })}
              title={`Runs of this user: ${run.external_user_id}`}
            >
              {run.external_user_name ?? run.external_user_id}
            </a>
          </Fact>
        )}
        {run.external_org_id && (
          <Fact name="Organization">
            <a
              class="one-line"
              href={hrefOf({ org: run.external_org_id })}
              title={`Runs of this organization: ${run.external_org_id}`}
            >
              {run.external_org_name ?? run.external_org_id}
            </a>
          </Fact>
        )}
        {run.models.length > 0 && (
          <Fact name={run.models.length === 1 ? 'Model' : 'Models'}>
            <span class="one-line" title={run.models.join(', ')}>
              {run.models.join(', ')}
            </span>
          </Fact>
        )}
        {run.duration_ms !== null && <Fact name="Duration">{formatLasting(run.duration_ms)}</Fact>}
        {run.total_tokens > 0 && (
          <Fact name="Tokens">
            <span title={tokensInWords(run)}>{formatNumber(run.total_tokens)}</span>
          </Fact>
        )}
        {run.cost !== null && <Fact name="Cost">{formatCost(run.cost)}</Fact>}
        <Fact name="Did">
          {formatPlural(run.step_count, 'step')}, {formatPlural(run.tool_call_count, 'tool call')}
        </Fact>
        <Fact name="Began">
          <Time at={run.start_time} />
        </Fact>
      </dl>
    </header>
  )
}

function tokensInWords(run: RunDetail): string {
  const { prompt_tokens: prompt, prompt_cached_tokens: cached, completion_tokens: out } = run
  return `${formatNumber(prompt)} in (${formatNumber(cached)} of them cached), ${formatNumber(out)} out`
}
