import { patch } from '../browser/patch.ts'
import { takeCallStack } from '../browser/call-stack.ts'
import { cut } from '../lib/cut.ts'
import { guard } from '../lib/guard.ts'
import { beginPreview, previewText } from '../lib/preview.ts'
import type { Preview } from '../lib/preview.ts'
import type { ConsoleEvent, Level } from '../protocol/index.ts'
import { createThrottle } from './throttle.ts'
import type { Capture, Finish } from './types.ts'

type Method = 'error' | 'assert' | 'warn' | 'debug' | 'trace' | (typeof PLAIN_METHODS)[number]

type Fn = (...args: never[]) => unknown

const LEVELS: Partial<Record<Method, Level>> = {
  error: 'error',
  assert: 'error',
  warn: 'warn',
  debug: 'debug',
  trace: 'debug',
}

const PLAIN_METHODS = [
  'log',
  'info',
  'dir',
  'dirxml',
  'table',
  'group',
  'groupCollapsed',
  'groupEnd',
  'count',
  'countReset',
  'time',
  'timeLog',
  'timeEnd',
] as const

const MEASURED = /^(count|time)/

const METHODS = [...(Object.keys(LEVELS) as Method[]), ...PLAIN_METHODS]

/** All arguments of a call together. */
const ARGS_BYTES = 8 * 1024

/** As much is copied while the page waits: what most calls are given, and no more. */
const ARGS_BYTES_AT_ONCE = 1024

const MESSAGE_LENGTH = 2000

/** Faster than this a log is no longer read, and recording it would slow the page down. */
const CALLS_PER_SECOND = 200

export interface ConsoleOptions {
  /** Whether this error has an event of its own already. */
  isRecorded: (error: unknown) => boolean
}

/** Emits one event per console call; the call itself is passed on unchanged. */
export const captureConsole: Capture<ConsoleOptions> = (emit, { isRecorded }) => {
  const throttle = createThrottle(CALLS_PER_SECOND, emit)
  const measures = createMeasures()
  let recording = false

  /** Whoever takes the event, or a Proxy among the arguments, may log something itself. */
  const unheard = <Result>(run: () => Result): Result => {
    const before = recording
    recording = true
    try {
      return run()
    } finally {
      recording = before
    }
  }

  const record = (method: Method, args: unknown[], outermost: Fn) => {
    const time = Date.now()
    const measure = MEASURED.test(method) ? measures(method, args[0], time) : ''
    if ((method === 'assert' && args[0]) || !throttle.allow()) return

    const values = method === 'assert' ? args.slice(1) : args
    const finishPreview = beginPreview(values, { now: ARGS_BYTES_AT_ONCE, budget: ARGS_BYTES })
    const readCallStack =
      method in LEVELS && method !== 'debug' ? takeCallStack(outermost) : undefined

    const finish: Finish<ConsoleEvent> = () => {
      // The page logs what it has caught or is about to throw; one of the two is enough.
      if (isRecorded(values[0])) return undefined
      const copies = unheard(finishPreview)
      const stack = readCallStack?.()
      return {
        message: cut(format(method, copies) + measure, MESSAGE_LENGTH),
        args: copies,
        ...(stack && { stack }),
      }
    }
    emit(
      { type: 'console', time, level: LEVELS[method] ?? 'info', method, message: '', args: [] },
      finish,
    )
  }

  const recordCall = guard((...call: Parameters<typeof record>) => {
    if (!recording) unheard(() => record(...call))
  })

  const uninstallers = METHODS.map((method) =>
    patch(
      console,
      method,
      (original, outermost) =>
        function (...args) {
          recordCall(method, args, outermost)
          return Reflect.apply(original, this, args)
        },
    ),
  )

  return () => {
    for (const uninstall of uninstallers) uninstall()
    throttle.stop()
  }
}

/** One line of text, with `%s` and its relatives filled in as consoles do it. */
function format(method: Method, copies: Preview[]): string {
  const [first, ...rest] = copies
  const words: string[] = method === 'assert' ? ['Assertion failed:'] : []

  if (typeof first === 'string' && rest.length > 0) {
    words.push(
      first.replace(/%([sdifoOc%])/g, (directive: string, kind: string) => {
        if (kind === '%') return '%'
        const value = rest.shift()
        if (value === undefined) return directive
        if (kind === 'c') return ''
        const text = previewText(value)
        if (kind === 'd' || kind === 'i') return String(parseInt(text))
        return kind === 'f' ? String(parseFloat(text)) : text
      }),
    )
  } else if (first !== undefined) {
    words.push(previewText(first))
  }

  return [...words, ...rest.map(previewText)].join(' ')
}

/** What a console adds to the label of a counter or a timer, which a page never gets to see. */
function createMeasures() {
  const counts = new Map<unknown, number>()
  const starts = new Map<unknown, number>()

  return (method: Method, label: unknown, time: number): string => {
    if (method === 'count') {
      counts.set(label, (counts.get(label) ?? 0) + 1)
      return `: ${counts.get(label)}`
    }
    if (method === 'countReset') counts.delete(label)
    const start = starts.get(label)
    if (method === 'time') starts.set(label, time)
    if (method === 'timeEnd') starts.delete(label)
    return method.startsWith('time') && start !== undefined ? `: ${time - start} ms` : ''
  }
}
