import { parseStack, type StackFrame } from 'casefile/protocol'

interface Props {
  stack: string
  label: string
  pageUrl: string
}

/** A stack as the calls in it, those of the page's own code brought out; else as it was recorded. */
export function StackFrames({ stack, label, pageUrl }: Props) {
  const frames = parseStack(stack)
  if (frames.length === 0) {
    return (
      <pre class="captured" tabIndex={0} aria-label={label}>
        {stack}
      </pre>
    )
  }
  return (
    <ol class="stack" tabIndex={0} aria-label={label}>
      {frames.map((frame, index) => (
        <li
          key={index}
          data-own={isOwn(frame, pageUrl) || undefined}
          title={placeOf(frame, frame.url)}
        >
          <span class="captured">{frame.function ?? '(no name)'}</span>{' '}
          <code class="captured">{placeOf(frame, fileOf(frame.url, pageUrl))}</code>
        </li>
      ))}
    </ol>
  )
}

function placeOf({ line, column }: StackFrame, file: string): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

/** Without the page's own origin; it says nothing. */
function fileOf(url: string, pageUrl: string): string {
  const origin = originOf(pageUrl)
  return origin && url.startsWith(`${origin}/`) ? url.slice(origin.length) : url
}

const LIBRARY = /\/(?:node_modules|vendors?)\b/

/** What the people behind the page have written themselves, as far as an address tells. */
function isOwn({ url }: StackFrame, pageUrl: string): boolean {
  const origin = originOf(pageUrl)
  const isThere = url.startsWith('/') || origin === undefined || originOf(url) === origin
  return isThere && !LIBRARY.test(url)
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined
}
