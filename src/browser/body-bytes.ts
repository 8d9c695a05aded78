import { byteLength } from '../lib/byte-length.ts'

/**
 * Measures a request body where that is possible without reading it. What may change is measured
 * at once; a text, which cannot, when the result is called.
 */
export function bodyBytes(body: unknown): () => number | undefined {
  if (typeof body === 'string') return () => byteLength(body)
  const bytes = sizeOf(body)
  return () => bytes
}

function sizeOf(body: unknown): number | undefined {
  if (body instanceof Blob) return body.size
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength
  if (body instanceof URLSearchParams) return byteLength(String(body))
  return undefined
}
