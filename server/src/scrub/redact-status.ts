import { scrubString, type Scrubbing } from './scrub-json.ts'

/** What newer senders put in the place of a secret themselves; it stays as it came. */
const TAKEN_OUT = '[REDACTED]'

const VALUE = `[^\\s"',;})\\]]+\\]?`
/**
 * What the clients of agent runs take out of a status message, for those that do not do it yet.
 * The rules for captured text are kinder to prose, and would leave a key without a digit.
 */
const SECRETS: readonly [RegExp, string][] = [
  [pattern(`\\b(authorization)\\s{0,9}[:=]\\s{0,9}(?:bearer|basic)\\s{1,9}${VALUE}`), '$1='],
  [pattern(`\\b(bearer )\\s{0,9}(?!${'\\[REDACTED'})${VALUE}`), '$1'],
  [pattern('\\b(basic )\\s{0,9}[a-z0-9+/=]{12,}'), '$1'],
  [
    pattern(
      `\\b(api[_-]?key|(?:access|refresh|id)[_-]?token|client[_-]?secret|secret|password|passwd|pwd|authorization|bearer)\\s{0,9}[:=]\\s{0,9}${VALUE}`,
    ),
    '$1=',
  ],
  [/\b(https?:\/\/[^/\s:@]{1,255}:)[^@\s/]{1,255}(?=@)/gi, '$1'],
  [/\b(?:sk-|xox[abprs]-|gh[pousr]_|service_)[\w-]{16,}/g, ''],
]

/** A status message without secrets, whoever sent it. */
export function scrubStatus(message: string, work: Scrubbing): string {
  let redacted = message
  for (const [secret, kept] of SECRETS) redacted = redacted.replace(secret, `${kept}${TAKEN_OUT}`)
  if (redacted !== message) work.findings.credential += 1
  return redacted
    .split(TAKEN_OUT)
    .map((piece) => scrubString(piece, { reads: 'text', name: '' }, work))
    .join(TAKEN_OUT)
}

function pattern(source: string): RegExp {
  return new RegExp(source, 'gi')
}
