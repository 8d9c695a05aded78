/** Projects, keys, sessions, issues, the replay index and jobs. */
export const FIRST = `
  CREATE TABLE projects (
    project_id TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE keys (
    key_id     TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects,
    kind       TEXT NOT NULL,
    lookup     TEXT NOT NULL,
    hash       BLOB NOT NULL,
    readable   TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX keys_by_lookup ON keys (lookup);
  CREATE INDEX keys_by_project ON keys (project_id);

  CREATE TABLE sessions (
    session_id  TEXT PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES projects,
    external_id TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    UNIQUE (project_id, external_id)
  ) STRICT;

  CREATE TABLE issues (
    sequence         INTEGER PRIMARY KEY,
    issue_id         TEXT NOT NULL UNIQUE,
    project_id       TEXT NOT NULL REFERENCES projects,
    session_id       TEXT NOT NULL REFERENCES sessions,
    user_description TEXT NOT NULL,
    metadata         TEXT NOT NULL,
    created_at       INTEGER NOT NULL,
    idempotency_key  TEXT,
    analysis_status  TEXT NOT NULL,
    analysis         TEXT,
    UNIQUE (project_id, idempotency_key)
  ) STRICT;
  CREATE INDEX issues_by_project ON issues (project_id, created_at, sequence);
  CREATE INDEX issues_by_session ON issues (session_id, created_at);

  CREATE TABLE replay_chunks (
    chunk_id        TEXT PRIMARY KEY,
    project_id      TEXT NOT NULL REFERENCES projects,
    session_id      TEXT NOT NULL REFERENCES sessions,
    first_time      INTEGER NOT NULL,
    last_time       INTEGER NOT NULL,
    event_count     INTEGER NOT NULL,
    bytes           INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    idempotency_key TEXT,
    UNIQUE (project_id, idempotency_key)
  ) STRICT;
  CREATE INDEX replay_chunks_by_session ON replay_chunks (session_id, first_time);

  CREATE TABLE jobs (
    job_id      TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('ready', 'active', 'abandoned')),
    run_at      INTEGER NOT NULL,
    lease_until INTEGER,
    attempts    INTEGER NOT NULL DEFAULT 0,
    last_error  TEXT
  ) STRICT;
  CREATE INDEX jobs_by_run_at ON jobs (state, run_at);
  -- Only what waits is deduplicated: a job under way has already read its evidence.
  CREATE UNIQUE INDEX jobs_waiting ON jobs (kind, subject) WHERE state = 'ready';
  `
