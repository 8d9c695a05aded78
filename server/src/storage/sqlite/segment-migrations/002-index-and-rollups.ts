import { packBatch } from '../../pack-batch.ts'
import { decodeEntries } from '../batch-codec.ts'
import type { Database } from '../database.ts'
import { insertIndex } from '../insert-index.ts'

const SCHEMA = `
  -- Size of the entries as JSON.
  ALTER TABLE batches ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;

  -- Entries somebody looks for: errors, warnings, failed requests.
  CREATE TABLE notable (
    notable_id INTEGER PRIMARY KEY,
    batch_id   INTEGER NOT NULL REFERENCES batches ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    project_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    time       INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('error', 'warning', 'failed-request')),
    text       TEXT NOT NULL
  ) STRICT;
  CREATE INDEX notable_by_project ON notable (project_id, notable_id);
  CREATE INDEX notable_by_batch ON notable (batch_id);

  CREATE VIRTUAL TABLE notable_texts USING fts5 (
    text, content='notable', content_rowid='notable_id', tokenize='unicode61'
  );
  CREATE TRIGGER notable_removed AFTER DELETE ON notable BEGIN
    INSERT INTO notable_texts (notable_texts, rowid, text) VALUES ('delete', old.notable_id, old.text);
  END;

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
    PRIMARY KEY (project_id, minute)
  ) STRICT, WITHOUT ROWID;

  -- How many requests of a minute took how long; see duration-sketch.ts for the buckets.
  CREATE TABLE durations (
    project_id TEXT NOT NULL,
    minute     INTEGER NOT NULL,
    bucket     INTEGER NOT NULL,
    count      INTEGER NOT NULL,
    PRIMARY KEY (project_id, minute, bucket)
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
export function indexAndRollups(db: Database): void {
  db.exec(SCHEMA)

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
    insertIndex(db, batchId, packed)
  }
}
