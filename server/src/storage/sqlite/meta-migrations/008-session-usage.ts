/** How much each session holds, for its quota. */
export const SESSION_USAGE = `
  CREATE TABLE session_usage (
    session_id TEXT PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
    entries    INTEGER NOT NULL,
    bytes      INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`
