/**
 * What became of everything that was sent, summed by minute and by hour. `project_id` is empty for
 * the collector as a whole, `level` and `reason` where there is none: a key column cannot be NULL.
 */
export const OUTCOME_SUMS = `
  CREATE TABLE outcomes (
    project_id TEXT NOT NULL,
    grain      INTEGER NOT NULL,
    time       INTEGER NOT NULL,
    item       TEXT NOT NULL,
    level      TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    count      INTEGER NOT NULL,
    PRIMARY KEY (project_id, grain, time, item, level, outcome, reason)
  ) STRICT, WITHOUT ROWID;
`
