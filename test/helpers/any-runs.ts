import fc from 'fast-check'

import type {
  RunPart,
  SpanPart,
  StepPart,
  ToolCallPart,
  EventPart,
} from '../../server/src/storage/traces/span-parts.ts'

const HOUR = 60 * 60_000
/** A bit before a day ends, so that ranges cross minutes, hours and days. */
export const BEGIN = Date.UTC(2026, 1, 27, 22, 58, 30)

export type WholeRun = RunPart & { startTime: number; endTime: number | null; statusCode: 0 | 2 }
export type WholeSpan = (StepPart | ToolCallPart | EventPart) & {
  startTime: number
  endTime: number | null
  statusCode: 0 | 2
}

/** A run as it is when all of it has come. */
export interface Truth {
  run: WholeRun
  spans: WholeSpan[]
}

const status = fc.constantFrom<(0 | 2)[]>(0, 0, 0, 2)
const lasting = fc.option(fc.integer({ min: 0, max: 90_000 }), { nil: null })
const count = fc.integer({ min: 0, max: 5000 })
const message = fc.constantFrom(
  'Timeout after 30 s',
  'Timeout after 31 s',
  'No such city "Atlantis"',
)

/** Parts of a second that no other has: what happened first is then never a matter of arrival. */
function moment(number: number): number {
  return number / 1024
}

const anySpan = fc.record({
  kind: fc.constantFrom<('step' | 'tool_call' | 'event')[]>('step', 'tool_call', 'event'),
  after: fc.integer({ min: -5000, max: 3 * HOUR }),
  lasting,
  status,
  label: fc.constantFrom('a', 'b', 'c'),
  tokens: fc.tuple(count, count, count),
  cost: fc.option(fc.integer({ min: 0, max: 1e6 }), { nil: undefined }),
  text: fc.string({ maxLength: 8 }),
  message,
})

const anyRun = fc.record({
  start: fc.oneof(
    fc.integer({ min: 0, max: 30 * HOUR }),
    // Many in the same minutes.
    fc.integer({ min: 0, max: 3 * 60_000 }),
  ),
  lasting,
  status,
  session: fc.constantFrom('s1', 's2', undefined),
  agent: fc.constantFrom('support', 'sales', undefined),
  user: fc.constantFrom('u1', 'u2', undefined),
  prompt: fc.option(fc.constantFrom('Where is my parcel?', 'Hi'), { nil: undefined }),
  response: fc.option(fc.constant('There.'), { nil: undefined }),
  message,
  spans: fc.array(anySpan, { maxLength: 6 }),
})

/** Runs of one project and source. */
export const anyTruths = fc
  .array(anyRun, { minLength: 1, maxLength: 6 })
  .map((runs) => runs.map(toTruth))

type AnyRun = typeof anyRun extends fc.Arbitrary<infer Run> ? Run : never
type AnySpan = typeof anySpan extends fc.Arbitrary<infer Span> ? Span : never

function toTruth(any: AnyRun, index: number): Truth {
  const runId = `run-${index}`
  const startTime = BEGIN + any.start + moment(index)
  const user = any.user && { userId: any.user, userName: `Name of ${any.user}` }
  const run: WholeRun = {
    kind: 'run',
    runId,
    startTime,
    endTime: any.lasting === null ? null : startTime + any.lasting,
    statusCode: any.status,
    statusMessage: any.status === 2 ? any.message : undefined,
    sessionId: any.session,
    agent: any.agent,
    ...user,
    prompt: any.prompt,
    response: any.response,
    metadata: { index },
  }
  return { run, spans: any.spans.map((span, place) => toSpan(run, span, place)) }
}

function toSpan(run: WholeRun, any: AnySpan, place: number): WholeSpan {
  const startTime = run.startTime + any.after + moment(8 * place)
  const common = {
    runId: run.runId,
    spanId: `span-${place}`,
    startTime,
    endTime: any.lasting === null ? null : startTime + any.lasting + moment(4),
    statusCode: any.status,
    statusMessage: any.status === 2 ? any.message : undefined,
  }
  const [promptUncachedTokens, promptCachedTokens, completionTokens] = any.tokens
  switch (any.kind) {
    case 'step':
      return {
        ...common,
        kind: 'step',
        modelUsed: any.label,
        prompt: any.text,
        promptUncachedTokens,
        promptCachedTokens,
        completionTokens,
        cost: any.cost === undefined ? undefined : any.cost / 1e6,
      }
    case 'tool_call':
      return { ...common, kind: 'tool_call', toolName: any.label, args: any.text, result: any.text }
    case 'event':
      return { ...common, kind: 'event', type: 'decision', decisionKind: any.label }
  }
}

export function wholeParts(truths: readonly Truth[]): SpanPart[] {
  return truths.flatMap(({ run, spans }) => [run, ...spans])
}

/** The parts in pieces, some of them twice, in any order, in any batches. */
export function anyArrival(truths: readonly Truth[]): fc.Arbitrary<SpanPart[][]> {
  return fc
    .tuple(...wholeParts(truths).map(piecesOf))
    .map((pieces) => pieces.flat())
    .chain((pieces) =>
      fc
        .tuple(
          fc.shuffledSubarray(pieces, { minLength: pieces.length }),
          fc.subarray(pieces),
          fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
        )
        .map(([order, again, sizes]) => batchesOf([...order, ...again], sizes)),
    )
}

const NAMES = new Set(['kind', 'runId', 'spanId', 'type'])

function piecesOf(part: SpanPart): fc.Arbitrary<SpanPart[]> {
  const fields = Object.entries(part).filter(([name]) => !NAMES.has(name))
  const names = Object.fromEntries(Object.entries(part).filter(([name]) => NAMES.has(name)))
  return fc
    .array(fc.integer({ min: 0, max: 2 }), { minLength: fields.length, maxLength: fields.length })
    .map((places) =>
      [...new Set([0, ...places])].map((piece) => {
        const own = fields.filter((_, index) => places[index] === piece)
        return { ...names, ...Object.fromEntries(own) } as SpanPart
      }),
    )
}

function batchesOf(parts: readonly SpanPart[], sizes: readonly number[]): SpanPart[][] {
  const batches: SpanPart[][] = []
  for (let from = 0, turn = 0; from < parts.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    batches.push(parts.slice(from, from + size))
    from += size
  }
  return batches
}
