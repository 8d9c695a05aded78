/** Parts of runs as they came, on disk and acknowledged, until they are taken in. */
export const ARRIVALS = `
  CREATE TABLE arrivals (
    -- Never used twice, so that who waits for one knows when it has been taken in.
    arrival_id  INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id  TEXT NOT NULL,
    source      TEXT NOT NULL,
    received_at REAL NOT NULL,
    -- When it began to wait.
    kept_at     REAL NOT NULL,
    -- Bytes of JSON of all that waited up to and with this one.
    position    INTEGER NOT NULL,
    -- The JSON of the parts, packed; see body-codec.ts.
    parts       BLOB NOT NULL
  ) STRICT;

  -- What could not be taken in, kept for a person to look at.
  CREATE TABLE refused_arrivals (
    arrival_id  INTEGER PRIMARY KEY,
    project_id  TEXT NOT NULL,
    source      TEXT NOT NULL,
    received_at REAL NOT NULL,
    reason      TEXT NOT NULL,
    parts       BLOB NOT NULL
  ) STRICT;
`
