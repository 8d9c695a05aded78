/** Less than this fits into a packet or two as it is: measured, there is nothing to win. */
const LEAST_LENGTH = 2 * 1024

/** The text as gzip; `undefined` when that does not pay, or the browser cannot. */
export async function gzip(text: string): Promise<Blob | undefined> {
  if (text.length < LEAST_LENGTH) return undefined
  try {
    const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
    return await new Response(packed).blob()
  } catch {
    return undefined
  }
}
