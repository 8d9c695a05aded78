/** A version 4 UUID. `crypto.randomUUID` exists only in secure contexts, and pages on plain http count too. */
export function randomId(): string {
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
    // 1 and 0 become any hex digit, 8 one of the four that mark the variant.
    (+digit ^ (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (+digit / 4)))).toString(16),
  )
}
