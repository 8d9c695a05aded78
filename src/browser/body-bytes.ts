import { byteLength } from '../lib/byte-length.ts'

/** The size of a request body where it is known without reading it. */
export function bodyBytes(body: unknown): number | undefined {
  if (typeof body === 'string') return byteLength(body)
  if (body instanceof Blob) return body.size
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength
  if (body instanceof URLSearchParams) return byteLength(String(body))
  return undefined
}
