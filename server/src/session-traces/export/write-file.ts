import type { TraceEvent } from '../../storage/traces/trace-event-reader.ts'
import type { Formatter } from './formats.ts'

/**
 * A file in pieces, each made when the one before has gone out. Resolves when the first events are
 * there, so that what is wrong with the query is known before anything is sent.
 */
export async function writeFile(
  events: AsyncGenerator<readonly TraceEvent[]>,
  { begin, format, end }: Formatter,
): Promise<AsyncIterable<string>> {
  const first = await events.next()

  return (async function* () {
    yield begin + (first.done ? '' : format(first.value))
    if (!first.done) for await (const piece of events) yield format(piece)
    yield end
  })()
}
