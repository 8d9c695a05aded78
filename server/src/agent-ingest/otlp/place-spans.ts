import { runIdOf, type Identity } from '../identity.ts'
import { identityOf } from './identity-of-span.ts'
import type { OtlpSpan } from './otlp-span.ts'
import { spanKindOf, type SpanKind } from './span-kind.ts'
import { toldMetadata } from './told.ts'

/** A span and where it stands in its request. */
export interface PlacedSpan {
  span: OtlpSpan
  kind: SpanKind
  identity: Identity
  runId: string
  /** Whether the run is only named here and sent elsewhere, as LiteLLM's steps have it. */
  isElsewhere: boolean
  /** In the same request. */
  parent: PlacedSpan | undefined
}

/**
 * Finds for each span the run it belongs to: the one it names, else that of the nearest span around
 * it, else the only one that its trace names, else the trace is the run.
 */
export function placeSpans(spans: readonly OtlpSpan[]): PlacedSpan[] {
  const placed = spans.map((span) => {
    const metadata = toldMetadata(span)
    const told = runIdOf(metadata)
    return {
      span,
      told,
      place: {
        span,
        kind: spanKindOf(span),
        identity: identityOf(span, metadata),
        runId: told ?? '',
        isElsewhere: told !== undefined && isOnlyNamed(span),
        parent: undefined,
      } as PlacedSpan,
    }
  })

  const byId = new Map(placed.map(({ span, place }) => [idOf(span), place]))
  const toldIn = new Map<string, Set<string>>()
  for (const { span, told } of placed) {
    if (told === undefined) continue
    toldIn.set(span.traceId, (toldIn.get(span.traceId) ?? new Set()).add(told))
  }

  for (const { span, place } of placed) {
    if (span.parentSpanId === undefined) continue
    place.parent = byId.get(idOf({ ...span, spanId: span.parentSpanId }))
  }
  for (const { span, told, place } of placed) {
    if (told !== undefined) continue
    const around = findAround(place, ({ runId }) => runId !== '')
    const [only, ...others] = toldIn.get(span.traceId) ?? []
    place.runId = around?.runId ?? (only !== undefined && others.length === 0 ? only : span.traceId)
  }
  return placed.map(({ place }) => place)
}

/** Further up nobody looks. It also ends the way through spans that stand around each other. */
const MOST_LEVELS = 200

/** The nearest span around this one that is so. */
export function findAround(
  place: PlacedSpan,
  is: (around: PlacedSpan) => boolean,
): PlacedSpan | undefined {
  let around = place.parent
  for (let level = 0; around && level < MOST_LEVELS; level += 1) {
    if (is(around)) return around
    around = around.parent
  }
  return undefined
}

function isOnlyNamed({ attributes }: OtlpSpan): boolean {
  return attributes['tcc.runId'] === undefined && attributes['metadata.tcc.runId'] !== undefined
}

function idOf({ traceId, spanId }: { traceId: string; spanId: string }): string {
  return `${traceId} ${spanId}`
}
