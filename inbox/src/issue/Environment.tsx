import type { Json } from 'casefile/protocol'

import type { IssueDetail } from '../api-types.ts'
import type { PageFacts } from '../page-facts.ts'
import { inWords } from '../timeline/format-value.ts'
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
    ...facts.device.map(([name, value]): [string, string] => [titleOf(name), write(value)]),
    ['User id', facts.user?.id, true],
    ['User name', facts.user?.name],
    ['Email', facts.user?.email, true],
    ...facts.context.map(([name, value]): [string, string] => [name, write(value)]),
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

/** `deviceMemory` as `Device memory` */
function titleOf(name: string): string {
  const words = inWords(name)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Of an object its fields, e.g. `effective type 4g, rtt 50`. */
function write(value: Json): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(write).join(', ')
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value)
  }
  return Object.entries(value)
    .map(
      ([name, part]) =>
        `${inWords(name)} ${typeof part === 'string' ? part : JSON.stringify(part)}`,
    )
    .join(', ')
}
