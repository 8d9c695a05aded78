import { beforeAll, describe, expect, it } from 'vitest'

import { useCollector } from '../../helpers/use-collector.ts'
import { chosenEngine, launchDriver, type Driver } from './drivers/driver.ts'
import { pageHtml } from './harness/page-html.ts'
import type { Scenario } from './harness/scenario.ts'
import { serveSite, type Site } from './harness/serve-site.ts'
import { scenarios } from './scenarios/all.ts'

/** What a page has sent. */
interface Seen {
  observed: unknown
  failure: string | null
  noticed: string[]
  recording: string | null
}

const engine = chosenEngine()
const collector = useCollector()
let driver: Driver
// An origin each, and so a storage each.
let sites: { without: Site; with: Site }

beforeAll(async () => {
  sites = { without: await serveSite(), with: await serveSite() }
  driver = await launchDriver(engine)

  return async () => {
    await driver.close()
    await Promise.all([sites.without.close(), sites.with.close()])
  }
})

/** Opens the page of a scenario and waits for what it has seen. */
async function look(
  group: string,
  name: string,
  scenario: Scenario,
  which: 'without' | 'with',
): Promise<Seen> {
  const { url, keys } = collector()
  const page = sites[which].addPage(
    (resultId) =>
      pageHtml(scenario, {
        group,
        name,
        resultId,
        withScript: which === 'with',
        collector: { url, key: keys.capture },
      }),
    fill(scenario.headers, url),
  )
  const result = await driver.visit(page.url, page.result)
  // Addresses and numbers of pages are the suite's own.
  const text = JSON.stringify(result)
  const neutral = text
    .replaceAll(new URL(sites[which].origin).host, '<host>')
    .replaceAll(`localhost:${new URL(sites[which].origin).port}`, '<other host>')
    .replace(/\/page\/\d+/g, '/page')
  return JSON.parse(neutral) as Seen
}

describe.concurrent.each(Object.entries(scenarios))(`%s, in ${engine}`, (group, ofGroup) => {
  for (const [name, scenario] of Object.entries(ofGroup)) {
    const run = scenario.lackedBy?.includes(engine)
      ? it.skip
      : scenario.faultyIn?.includes(engine)
        ? it.fails
        : it
    run(name, async () => {
      const [control, { recording, ...seen }] = await Promise.all([
        look(group, name, scenario, 'without'),
        look(group, name, scenario, 'with'),
      ])
      expect(control.failure).toBeNull()
      expect({ observed: control.observed }).toMatchObject({
        observed: matching(scenario.expected),
      })
      expect({ ...seen, recording: null }).toEqual(control)
      if (scenario.startedBy !== 'scenario' && !scenario.mayGiveUp) expect(recording).toBeTruthy()
    })
  }
})

/** Texts of which only a part is expected. */
function matching(expected: unknown): unknown {
  if (typeof expected !== 'object' || expected === null) return expected
  if ('contains' in expected) return expect.stringContaining(String(expected.contains))
  if (Array.isArray(expected)) return expected.map(matching)
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, matching(value)]))
}

function fill(headers: Scenario['headers'], collectorUrl: string) {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [
      name,
      value.replaceAll('{collector}', collectorUrl),
    ]),
  )
}
