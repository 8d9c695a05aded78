/** The built modules of the writer thread and the reader processes, beside the built `main.js`. */
export const STORAGE_ENTRIES = {
  writer: new URL('./writer.js', import.meta.url),
  reader: new URL('./reader.js', import.meta.url),
}
