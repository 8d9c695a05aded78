/**
 * What retention and erasure need: the evidence that outlives its day, the days that are gone, who
 * a session belonged to, and what is oldest.
 */
export const CARE = `
  CREATE TABLE issue_evidence (
    issue_id TEXT PRIMARY KEY REFERENCES issues (issue_id) ON DELETE CASCADE,
    -- Name of the blob that holds the entries.
    blob     TEXT NOT NULL,
    -- How many entries there were, by kind, as JSON.
    counts   TEXT NOT NULL,
    saved_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX issue_evidence_by_blob ON issue_evidence (blob);

  CREATE TABLE dropped_days (
    day        TEXT PRIMARY KEY,
    dropped_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE session_users (
    project_id TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
    PRIMARY KEY (project_id, user_id, session_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_users_by_user ON session_users (user_id);
  CREATE INDEX session_users_by_session ON session_users (session_id);
  INSERT OR IGNORE INTO session_users (project_id, user_id, session_id)
    SELECT project_id, CAST(json_extract(metadata, '$.user.id') AS TEXT), session_id FROM issues
    WHERE json_extract(metadata, '$.user.id') IS NOT NULL;
  CREATE TRIGGER issue_named_user AFTER INSERT ON issues
    WHEN json_extract(new.metadata, '$.user.id') IS NOT NULL BEGIN
    INSERT OR IGNORE INTO session_users (project_id, user_id, session_id)
      VALUES (new.project_id, CAST(json_extract(new.metadata, '$.user.id') AS TEXT), new.session_id);
  END;

  CREATE INDEX sessions_by_age ON sessions (created_at);
  CREATE INDEX sessions_by_external_id ON sessions (external_id);
  CREATE INDEX issues_by_age ON issues (created_at);
  CREATE INDEX replay_chunks_by_age ON replay_chunks (created_at);
`
