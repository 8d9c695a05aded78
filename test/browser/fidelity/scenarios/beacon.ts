import type { Scenarios } from '../harness/scenario.ts'
import { attempt } from '../page/attempt.ts'
import { containing } from '../page/containing.ts'
import { shapeOf } from '../page/shape.ts'

export const beaconScenarios: Scenarios = {
  'looks as it did': {
    run: () => ({
      method: shapeOf(navigator, 'sendBeacon'),
      own: Reflect.ownKeys(navigator).length,
      keys: Reflect.ownKeys(Navigator.prototype).map(String),
    }),
    expected: { method: { depth: 1, value: { name: 'sendBeacon', length: 1 } }, own: 0 },
  },

  'delivers every kind of body as it is': {
    async run({ origin }) {
      const form = new FormData()
      form.append('field', 'value')
      const bodies = [
        'text',
        new Blob(['blob'], { type: 'text/plain' }),
        new URLSearchParams({ a: '1' }),
        new TextEncoder().encode('bytes'),
        form,
        null,
        undefined,
      ]
      // One at a time: those that wait for a body would take the connections of those that bring it.
      const seen: unknown[] = []
      for (const body of bodies) {
        const name = `beacon${Math.random()}`
        const queued = navigator.sendBeacon(`${origin}/keep?name=${name}`, body)
        const text = await (await fetch(`${origin}/kept?name=${name}`)).text()
        const boundary = /^--+([^\r]*)/.exec(text)?.[1]
        seen.push([queued, boundary ? text.replaceAll(boundary, '<boundary>') : text])
      }
      return seen
    },
    expected: [
      [true, 'text'],
      [true, 'blob'],
      [true, 'a=1'],
      [true, 'bytes'],
      [true, containing('name="field"')],
      [true, ''],
      [true, ''],
    ],
  },

  'refuses what is too much, and wrong calls in the same words': {
    run: async ({ origin }) => ({
      much: navigator.sendBeacon(`${origin}/keep?name=much`, 'x'.repeat(1_000_000)),
      nothing: await attempt(() => Reflect.apply(navigator.sendBeacon, navigator, [])),
      url: await attempt(() => navigator.sendBeacon('http://[')),
      scheme: await attempt(() => navigator.sendBeacon('data:,text')),
      stream: await attempt(() => navigator.sendBeacon(origin, new ReadableStream() as never)),
      ofAnother: await attempt(() => navigator.sendBeacon.call({} as never, origin)),
      ofNothing: await attempt(() => Reflect.apply(navigator.sendBeacon, undefined, [origin])),
      constructed: await attempt(() => Reflect.construct(navigator.sendBeacon, [origin])),
    }),
    expected: {
      nothing: containing('threw TypeError'),
      url: containing('threw'),
      ofAnother: containing('threw TypeError'),
    },
  },
}
