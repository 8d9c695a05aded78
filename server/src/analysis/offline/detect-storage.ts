import type { AnalysisInput, Evidence } from '../analyzer.ts'
import type { Finding } from './problem.ts'
import { clip } from './readable-text.ts'
import { countSharedWords } from './shared-words.ts'

type Change = Extract<Evidence, { type: 'storage' }>

const AREAS = { local: 'local storage', session: 'session storage', cookie: 'the cookies' } as const

/**
 * What the page keeps in the browser and the report is about. A value that is out of date or was
 * removed raises no error; all that shows it is the key's name in the person's words.
 */
export function detectStorage({ events, description }: AnalysisInput): Finding[] {
  const changes = events.filter((event): event is Change => event.type === 'storage')
  const latest = new Map(changes.map((change) => [`${change.area} ${change.key}`, change]))

  return [...latest.values()]
    .filter(({ key = '' }) => countSharedWords(description, key) > 0)
    .map((change) => {
      const lost = change.operation === 'remove'
      const place = `“${clip(change.key ?? '', 60)}” ${lost ? 'from' : 'in'} ${AREAS[change.area]}`
      return {
        kind: lost ? 'stored-value-removed' : 'stored-value-kept',
        severity: lost ? 25 : 5,
        fingerprint: `storage ${change.area} ${change.key}`,
        title: lost ? `the page removed ${place}` : `the page keeps ${place}`,
        time: change.time,
        evidence: [change],
      }
    })
}
