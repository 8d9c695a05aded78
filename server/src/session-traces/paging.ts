import Type from 'typebox'

const MOST = 200

/** The parameters of a page. Readers of evidence ask for 250 and are given 200. */
export const pageQuery = {
  limit: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 50,
    description: 'More than 200 count as 200.',
  }),
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: 0 }),
}

/** The page that is answered. */
export function readPage({ limit, offset }: { limit: number; offset: number }) {
  return { limit: Math.min(limit, MOST), offset }
}
