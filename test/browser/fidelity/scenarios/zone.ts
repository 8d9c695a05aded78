import type { Scenarios } from '../harness/scenario.ts'
import { EXERCISED, exercise } from '../page/exercise.ts'
import { pause } from '../page/until.ts'

interface ZoneLike {
  current: ZoneLike
  name: string
  fork(spec: object): ZoneLike
  run<Result>(run: () => Result): Result
}

declare const Zone: ZoneLike

/** Tasks that were scheduled since `before`. */
const scheduled: string[] = []

/** A second of a page at rest: a loop schedules hundreds, a script that waits hardly any. */
const AT_REST = 20

export const zoneScenarios: Scenarios = {
  'stays at rest under zone.js': {
    scripts: ['zone.js/bundles/zone.umd.js'],
    before() {
      for (const key of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'queueMicrotask']) {
        const original = Reflect.get(window, key) as (...args: unknown[]) => unknown
        Reflect.set(window, key, function (...args: unknown[]) {
          scheduled.push(key)
          return Reflect.apply(original, window, args)
        })
      }
    },
    when: 'settled',
    async run() {
      const input = document.createElement('input')
      document.querySelector('#stage')!.append(input)
      input.value = 'set once'
      await pause(300)
      scheduled.length = 0
      await pause(1000)
      const busy = scheduled.length > AT_REST
      input.remove()
      return { busy, what: busy ? scheduled : [] }
    },
    expected: { busy: false },
  },

  'leaves the page its zone': {
    scripts: ['zone.js/bundles/zone.umd.js'],
    async run({ origin }) {
      const zones: string[] = []
      const app = Zone.current.fork({ name: 'app' })
      const done = await app.run(
        () =>
          new Promise<unknown>((resolve) => {
            fetch(`${origin}/text`)
              .then((response) => {
                zones.push(`fetch ${Zone.current.name}`)
                return response.text()
              })
              .then((text) => {
                zones.push(`text ${Zone.current.name}`)
                const xhr = new XMLHttpRequest()
                xhr.open('GET', `${origin}/text`)
                xhr.onload = () => {
                  zones.push(`xhr ${Zone.current.name}`)
                  resolve(text)
                }
                xhr.send()
              }, resolve)
          }),
      )
      return { done, zones, promise: fetch(origin).constructor === Promise }
    },
    expected: { done: 'text', zones: ['fetch app', 'text app', 'xhr app'] },
  },

  'tells the zone of the page’s tasks, and only of those': {
    scripts: ['zone.js/bundles/zone.umd.js'],
    async run({ origin }) {
      const tasks: string[] = []
      const app = Zone.current.fork({
        name: 'app',
        onScheduleTask(
          delegate: { scheduleTask(...args: unknown[]): unknown },
          ...args: unknown[]
        ) {
          const { type, source } = args[2] as { type: string; source: string }
          if (type === 'macroTask') tasks.push(source)
          return delegate.scheduleTask(args[1], args[2])
        },
      })
      const done = await app.run(() => exercise(origin))
      return { done, tasks }
    },
    expected: { done: EXERCISED },
  },
}
