import { patch } from '../browser/patch.ts'
import { cut } from '../lib/cut.ts'
import { guard } from '../lib/guard.ts'
import { preview, previewText } from '../lib/preview.ts'
import type { Preview } from '../lib/preview.ts'
import type { Level } from '../protocol/index.ts'
import { createThrottle } from './throttle.ts'
import type { Capture, NoOptions } from './types.ts'

type Method = 'error' | 'assert' | 'warn' | 'debug' | 'trace' | (typeof PLAIN_METHODS)[number]

type Fn = (...args: never[]) => unknown

const LEVELS: Partial<Record<Method, Level>> = {
  error: 'error',
  assert: 'error',
  warn: 'warn',
  debug: 'debug',
  trace: 'debug',
}

/** Counters and timers keep their numbers to themselves: only their label is recorded. */
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

const METHODS = [...(Object.keys(LEVELS) as Method[]), ...PLAIN_METHODS]

/** All arguments of a call together. */
const ARGS_BYTES = 8 * 1024

const MESSAGE_LENGTH = 2000

const STACK_LENGTH = 4000

/** Faster than this a log is no longer read, and recording it would slow the page down. */
const CALLS_PER_SECOND = 200

/** Emits one event per console call; the call itself is passed on unchanged. */
export const captureConsole: Capture<NoOptions> = (emit) => {
  const throttle = createThrottle(CALLS_PER_SECOND, emit)
  let recording = false

  const record = guard((method: Method, args: unknown[], outermost: Fn) => {
    // Whoever takes the event, or a Proxy among the arguments, may log something itself.
    if (recording || (method === 'assert' && args[0]) || !throttle.allow()) return
    recording = true
    try {
      const copies = preview(method === 'assert' ? args.slice(1) : args, ARGS_BYTES)
      const stack = method in LEVELS && method !== 'debug' ? callerStack(outermost) : ''
      emit({
        type: 'console',
        time: Date.now(),
        level: LEVELS[method] ?? 'info',
        method,
        message: cut(format(method, copies), MESSAGE_LENGTH),
        args: copies,
        ...(stack && { stack }),
      })
    } finally {
      recording = false
    }
  })

  const uninstallers = METHODS.map((method) =>
    patch(
      console,
      method,
      (original, outermost) =>
        function (...args) {
          record(method, args, outermost)
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

/** The call stack from the page's own call on. */
function callerStack(outermost: Fn): string {
  const error = new Error()
  // Not in the standard's types, and missing in older Firefox: the first lines are ours there.
  const { captureStackTrace } = Error as { captureStackTrace?: (error: Error, above: Fn) => void }
  captureStackTrace?.(error, outermost)
  return typeof error.stack === 'string'
    ? cut(error.stack.replace(/^Error\n/, ''), STACK_LENGTH)
    : ''
}
