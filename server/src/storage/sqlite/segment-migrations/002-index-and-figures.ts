import { packBatch } from '../../pack-batch.ts'
import { decodeEntries } from '../batch-codec.ts'
import { createBatchIndex } from '../batch-index.ts'
import type { Database } from '../database.ts'

const SCHEMA = `
  -- Size of the entries as JSON.
  ALTER TABLE batches ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
  -- Served one question, which last_received answers without a row a batch.
  DROP INDEX batches_by_project;

  -- Entries somebody looks for: errors, warnings, failed requests.
  CREATE TABLE notable (
    -- batch_id * 65536 + the place in the batch
    notable_id INTEGER PRIMARY KEY,
    project_id TEXT NOT NULL,
    time       INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('error', 'warning', 'failed-request')),
    text       TEXT NOT NULL
  ) STRICT;
  CREATE INDEX notable_by_project ON notable (project_id);

  -- Filled behind the batches, many rows at a time: a commit of its own for each batch would write
  -- several pages of the index for a few words.
  CREATE VIRTUAL TABLE notable_texts USING fts5 (
    text, content='notable', content_rowid='notable_id', tokenize='unicode61', columnsize=0
  );
  CREATE TABLE text_index (
    only          INTEGER PRIMARY KEY CHECK (only = 1),
    indexed_up_to INTEGER NOT NULL
  ) STRICT;
  INSERT INTO text_index VALUES (1, 0);

  -- What happened in a minute, epoch milliseconds of its begin.
  CREATE TABLE minutes (
    project_id      TEXT NOT NULL,
    minute          INTEGER NOT NULL,
    entries         INTEGER NOT NULL,
    errors          INTEGER NOT NULL,
    warnings        INTEGER NOT NULL,
    requests        INTEGER NOT NULL,
    failed_requests INTEGER NOT NULL,
    bytes           INTEGER NOT NULL,
    -- A sketch of how long requests took; see sketch-codec.ts.
    durations       BLOB NOT NULL,
    PRIMARY KEY (project_id, minute)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE last_received (
    project_id  TEXT PRIMARY KEY,
    received_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`

interface BatchRow {
  batchId: number
  projectId: string
  sessionId: string
  receivedAt: number
  entries: Uint8Array
}

/** Adds what finds and counts entries, also for the batches that are there already. */
export function indexAndFigures(db: Database): void {
  db.exec(SCHEMA)

  const index = createBatchIndex()
  const batches = db.prepare<BatchRow>(
    `SELECT batch_id AS batchId, project_id AS projectId, session_id AS sessionId,
       received_at AS receivedAt, entries FROM batches`,
  )
  for (const { batchId, entries, ...batch } of batches.iterate()) {
    const packed = packBatch({ ...batch, entries: decodeEntries(entries) })
    db.prepare('UPDATE batches SET bytes = :bytes WHERE batch_id = :batchId').run({
      batchId,
      bytes: packed.json.byteLength,
    })
    index.add(db, batchId, packed)
  }
  index.flush(db)
}
