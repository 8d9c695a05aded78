/** What `watch.js` has kept before anybody could touch it. */
declare const fidelity: {
  fetch: typeof fetch
  stringify: (value: unknown, replacer: (key: string, value: unknown) => unknown) => string
  setTimeout: (run: (value: unknown) => void, delay: number) => number
  settings: {
    group: string
    name: string
    resultId: string
    withScript: boolean
    when: 'at once' | 'settled'
    startedBy: 'tag' | 'scenario'
    collector: { url: string; key: string }
  }
  noticed: string[]
}
