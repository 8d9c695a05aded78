/** How much each session's recording takes, for its quota: a sum that is not added up each time. */
export const REPLAY_USAGE = `
  ALTER TABLE session_usage ADD COLUMN replay_bytes INTEGER NOT NULL DEFAULT 0;
  INSERT INTO session_usage (session_id, entries, bytes, replay_bytes)
    SELECT session_id, 0, 0, sum(bytes) FROM replay_chunks WHERE true GROUP BY session_id
    ON CONFLICT DO UPDATE SET replay_bytes = excluded.replay_bytes;

  CREATE TRIGGER replay_chunk_added AFTER INSERT ON replay_chunks BEGIN
    INSERT INTO session_usage (session_id, entries, bytes, replay_bytes)
      VALUES (new.session_id, 0, 0, new.bytes)
      ON CONFLICT DO UPDATE SET replay_bytes = replay_bytes + excluded.replay_bytes;
  END;
  CREATE TRIGGER replay_chunk_removed AFTER DELETE ON replay_chunks BEGIN
    UPDATE session_usage SET replay_bytes = replay_bytes - old.bytes
      WHERE session_id = old.session_id;
  END;
`
