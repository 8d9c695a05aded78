import { createHash } from 'node:crypto'

/** What a failure is told from others by. */
export interface FailureGroup {
  failureId: string
  /** The message with placeholders. */
  title: string
}

/** In titles; the end of a longer message seldom tells failures apart. */
const MOST_CHARACTERS = 300

/** What differs from one failure to the next of the same kind; the order matters. */
const PLACEHOLDERS: readonly [RegExp, string][] = [
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/g, '<url>'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, '<uuid>'],
  [/"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”/g, '<text>'],
  [/(?:[a-z]:)?(?:[\\/][\w.@~-]+){2,}[\\/]?/g, '<path>'],
  [/\b0x[0-9a-f]+\b|\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/g, '<hex>'],
  [/\d+(?:[.,]\d+)*/g, '<number>'],
]

/** The group that a failure belongs to: the same in every collector. */
export function failureGroup({
  entityType,
  toolName,
  message,
}: {
  entityType: 'run' | 'tool_call'
  toolName: string | null
  message: string
}): FailureGroup {
  const title = normaliseMessage(message)
  const key = JSON.stringify([entityType, toolName, title])
  return { failureId: createHash('sha256').update(key).digest('hex').slice(0, 24), title }
}

/** The first line, in lower case, with placeholders for what differs each time. */
export function normaliseMessage(message: string): string {
  const line =
    message
      .trimStart()
      .split(/\r?\n/, 1)[0]
      ?.slice(0, 4 * MOST_CHARACTERS) ?? ''
  let title = line.toLowerCase()
  for (const [pattern, placeholder] of PLACEHOLDERS) title = title.replace(pattern, placeholder)
  return title.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_CHARACTERS)
}
