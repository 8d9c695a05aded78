import type { Scenario } from './scenario.ts'

export interface PageOptions {
  group: string
  name: string
  /** Under this id the page sends what it has seen. */
  resultId: string
  withScript: boolean
  collector: { url: string; key: string }
}

/**
 * The page of one scenario. All its scripts are deferred, so that they run in the order they stand
 * in: the watch over the page, the scenario's own preparation, the script, the scenario.
 */
export function pageHtml(
  scenario: Scenario,
  { group, name, resultId, withScript, collector }: PageOptions,
): string {
  const { scripts = [], startedBy = 'tag', when = 'at once' } = scenario
  const settings = { group, name, resultId, withScript, when, startedBy, collector }
  const key = startedBy === 'tag' ? `data-key="${collector.key}"` : ''

  const tags = [
    '<script src="/fidelity/page/watch.js" defer></script>',
    ...scripts.map((path) => `<script src="/packages/${path}" defer></script>`),
    ...(scenario.before ? ['<script src="/fidelity/page/prepare.ts" type="module"></script>'] : []),
    ...(withScript
      ? [
          `<script src="${collector.url}/casefile.js" ${key} data-endpoint="${collector.url}" defer></script>`,
        ]
      : []),
    '<script src="/fidelity/page/run.ts" type="module"></script>',
  ]
  const json = JSON.stringify(settings).replaceAll('"', '&quot;')
  return `<!doctype html><html data-settings="${json}"><meta charset="utf-8"><title>Fidelity</title>
<body><main id="stage"></main>
${tags.join('\n')}
</body></html>`
}
