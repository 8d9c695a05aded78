/** One call of a stack. */
export interface StackFrame {
  /** Missing for a function without a name, and for code outside of any. */
  function?: string
  url: string
  /** Both count from 1. */
  line: number
  column?: number
}

/** More is no longer read; a browser keeps 10 to 100 frames. */
const MOST_FRAMES = 100
const LONGEST_LINE = 2_000
const LONGEST_STACK = 200_000

const POSITION = /:(\d{1,9})(?::(\d{1,9}))?$/

/** Code given to `eval`: where it was called says more than where in the text it is. */
const FIREFOX_EVAL = / line (\d{1,9}) > .*$/
const CHROMIUM_EVAL = /^eval at .*?\(([^\s()]+)\)/

/**
 * The calls of an error's stack, the innermost first, as Chromium, Firefox and WebKit write them.
 * Lines that are no calls are passed over: the message, native code, and what a stranger wrote.
 */
export function parseStack(stack: string): StackFrame[] {
  const frames: StackFrame[] = []
  for (const line of stack.slice(0, LONGEST_STACK).split('\n')) {
    const frame = line.length > LONGEST_LINE ? undefined : parseLine(line.trim())
    if (frame) frames.push(frame)
    if (frames.length === MOST_FRAMES) break
  }
  return frames
}

function parseLine(line: string): StackFrame | undefined {
  const [name, place] = line.startsWith('at ') ? splitChromium(line.slice(3)) : splitOther(line)
  const outer = FIREFOX_EVAL.exec(place)
  const location = outer ? `${place.slice(0, outer.index)}:${outer[1]}` : place
  const position = POSITION.exec(location)
  if (!position) return undefined

  const url = location.slice(0, position.index)
  if (!url.includes('/') || /\s/.test(url)) return undefined
  const called = nameOf(name)
  return {
    ...(called && { function: called }),
    url,
    line: Number(position[1]),
    ...(position[2] && { column: Number(position[2]) }),
  }
}

/** `name (place)`, or the place alone. */
function splitChromium(call: string): [name: string, place: string] {
  const start = call.indexOf(' (')
  if (start < 0 || !call.endsWith(')')) return ['', call.replace(/^async /, '')]
  const place = call.slice(start + 2, -1)
  return [call.slice(0, start), CHROMIUM_EVAL.exec(place)?.[1] ?? place]
}

/** `name@place`, or the place alone, in which there may be an `@` as well. */
function splitOther(line: string): [name: string, place: string] {
  const end = line.indexOf('@')
  const name = line.slice(0, Math.max(0, end))
  return name.includes('://') ? ['', line] : [name, line.slice(end + 1)]
}

function nameOf(written: string): string {
  const name = written.replace(/^(?:async[ *])+/, '')
  return /<anonymous>$|^(?:global|module|eval) code$/.test(name) ? '' : name
}
