/** One row a batch, with its idempotency key in the same row. */
export const BATCHES = `
  CREATE TABLE batches (
    batch_id             INTEGER PRIMARY KEY,
    project_id           TEXT NOT NULL,
    session_id           TEXT NOT NULL,
    received_at          INTEGER NOT NULL,
    min_time             INTEGER NOT NULL,
    max_time             INTEGER NOT NULL,
    entry_count          INTEGER NOT NULL,
    error_count          INTEGER NOT NULL,
    warn_count           INTEGER NOT NULL,
    network_failed_count INTEGER NOT NULL,
    idempotency_key      TEXT,
    -- The entries as a JSON array, deflated.
    entries              BLOB NOT NULL,
    UNIQUE (project_id, idempotency_key)
  ) STRICT;
  CREATE INDEX batches_by_session ON batches (session_id, min_time);
  CREATE INDEX batches_by_project ON batches (project_id, batch_id);
`
