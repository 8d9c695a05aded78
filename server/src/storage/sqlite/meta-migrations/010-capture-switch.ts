/** The projects whose capture is switched off. */
export const CAPTURE_SWITCH = `
  CREATE TABLE capture_off (
    project_id TEXT PRIMARY KEY REFERENCES projects,
    off_since  INTEGER NOT NULL
  ) STRICT;
`
