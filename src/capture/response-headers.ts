import { cut } from '../lib/cut.ts'

/**
 * What helps to understand an answer, or to find it in the server's logs, and tells nothing of a
 * person. No `etag`: a server may use it to know people again.
 */
const HELPFUL =
  /^(content-(type|length|encoding)|cache-control|age|server-timing|retry-after|trace(parent|response)|x-(request|correlation|trace|amzn-trace)-?id|(x-)?ratelimit-.+)$/

const VALUE_LENGTH = 500

/**
 * Picks what may be recorded: the headers above, and those the app has named, in lower case.
 * XHR has them as one text.
 */
export function pickHeaders(
  headers: Headers | string = '',
  named: readonly string[],
): { [name: string]: string } {
  const pairs =
    typeof headers === 'string'
      ? Array.from(headers.matchAll(/^(.+?): (.*)$/gm), ([, name, value]) => [name, value])
      : headers

  const picked: { [name: string]: string } = {}
  for (const [given = '', value = ''] of pairs) {
    const name = given.toLowerCase()
    if (HELPFUL.test(name) || named.includes(name)) picked[name] = cut(value, VALUE_LENGTH)
  }
  return picked
}
