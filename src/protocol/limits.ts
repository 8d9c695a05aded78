/** The most entries one batch may hold; the collector refuses more. */
export const ENTRIES_PER_BATCH = 100

/** The largest single entry the collector takes, as UTF-8 JSON. */
export const ENTRY_BYTES_LIMIT = 64 * 1024
