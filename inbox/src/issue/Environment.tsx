import { writeFact } from 'casefile/protocol'

import type { IssueDetail } from '../api-types.ts'
import type { PageFacts } from '../page-facts.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { TallText } from '../ui/TallText.tsx'

/** All that is known of page, browser, device and person. */
export function Environment({ issue, facts }: { issue: IssueDetail; facts: PageFacts }) {
  const known: [name: string, value: string | undefined, canCopy?: true][] = [
    ['URL', facts.url, true],
    ['Title', facts.title],
    ['Referrer', facts.referrer, true],
    ['User agent', facts.userAgent, true],
    ['Viewport', facts.viewport],
    ['Colour scheme', facts.colorScheme],
    ['Language', facts.language],
    ['Time zone', facts.timeZone],
    ['Release', facts.release],
    ['SDK', facts.sdk],
    ...facts.device.map(([name, value]) => writeFact(name, value)),
    ['User id', facts.user?.id, true],
    ['User name', facts.user?.name],
    ['Email', facts.user?.email, true],
    ...facts.context.map(([name, value]): [string, string] => [name, writeFact(name, value)[1]]),
    ['Reported', issue.createdAt],
    ['Revenue impact', issue.revenue_impact ?? undefined],
    ['Analysis', issue.analysis?.version],
    ['Issue', issue.issueId, true],
    ['Session', issue.sessionId, true],
  ]

  return (
    <section class="card background-part">
      <h2>Environment</h2>
      <dl class="facts">
        {known.map(
          ([name, value, canCopy], index) =>
            value && (
              <div key={index}>
                <dt class="captured">{name}</dt>
                <dd>
                  <TallText as="span" class="captured">
                    {value}
                  </TallText>
                  {canCopy && <CopyButton compact text={value} label={`Copy ${name}`} />}
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}
