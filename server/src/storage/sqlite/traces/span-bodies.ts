import type { Database } from '../database.ts'
import { decodeBody, encodeBody } from './body-codec.ts'
import { insertInto } from './columns.ts'
import type { SpanBody, SpanRow } from './span-row.ts'

/** Spans of one pack: enough to pack well, few enough to unpack for one of them. */
const MOST_PACKED = 64
/** Packs that a reader keeps at hand. */
const MOST_KEPT = 16

/** Reads what stands beside span rows; spans that came together are unpacked once. */
export function createSpanBodies(
  db: Database,
): (span: Pick<SpanRow, 'packKey' | 'packPlace'>) => SpanBody {
  const kept = new Map<number, readonly SpanBody[]>()

  return ({ packKey, packPlace }) => {
    if (packKey === null || packPlace === null) return {}
    const bodies = kept.get(packKey) ?? readPack(db, packKey)
    if (!kept.has(packKey) && kept.size >= MOST_KEPT) kept.clear()
    kept.set(packKey, bodies)
    return bodies[packPlace] ?? {}
  }
}

/**
 * Packs the bodies of spans of one run and notes in the rows, which are not written yet, where they
 * are. What a span had in an older pack stays there, out of use, until its run goes.
 */
export function writeBodies(
  db: Database,
  runKey: number,
  spans: readonly { after: SpanRow; body: SpanBody }[],
): void {
  const filled = spans.filter(({ body }) => Object.keys(body).length > 0)
  const [only] = filled
  if (only && filled.length === 1 && isAlone(db, only.after)) {
    db.prepare('UPDATE span_packs SET bodies = :bodies WHERE pack_key = :packKey').run({
      packKey: only.after.packKey,
      bodies: encodeBody([only.body]),
    })
    return
  }

  for (let from = 0; from < filled.length; from += MOST_PACKED) {
    const packed = filled.slice(from, from + MOST_PACKED)
    const bodies = encodeBody(packed.map(({ body }) => body))
    const packKey = insertPack(db, { runKey, bodies })
    for (const [packPlace, { after }] of packed.entries()) {
      after.packKey = packKey
      after.packPlace = packPlace
    }
  }
}

const insertPack = insertInto('span_packs', ['runKey', 'bodies'])

/** Whether a span has a pack for itself, which can be written over. */
function isAlone(db: Database, { packKey }: SpanRow): boolean {
  return packKey !== null && readPack(db, packKey).length === 1
}

function readPack(db: Database, packKey: number): readonly SpanBody[] {
  const row = db
    .prepare<{ bodies: Uint8Array }>('SELECT bodies FROM span_packs WHERE pack_key = :packKey')
    .get({ packKey })
  return row ? decodeBody<readonly SpanBody[]>(row.bodies) : []
}
