/**
 * Where the collector is on its host: empty at the root, else e.g. `/casefile`. The collector
 * writes it into the page.
 */
export const BASE_PATH =
  globalThis.document?.querySelector<HTMLMetaElement>('meta[name="casefile-base-path"]')?.content ??
  ''
