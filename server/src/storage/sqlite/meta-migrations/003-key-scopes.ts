/** What a key may do beyond its kind, and how it ends. Scopes are those the prefixes stood for. */
export const KEY_SCOPES = `
  ALTER TABLE keys ADD COLUMN scope TEXT;
  ALTER TABLE keys ADD COLUMN label TEXT;
  ALTER TABLE keys ADD COLUMN origins TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE keys ADD COLUMN expires_at INTEGER;
  ALTER TABLE keys ADD COLUMN revoked_at INTEGER;
  ALTER TABLE keys ADD COLUMN last_used_at INTEGER;
  ALTER TABLE keys ADD COLUMN replaced_by TEXT REFERENCES keys;
  UPDATE keys SET scope = 'prod' WHERE kind = 'ingest';
  UPDATE keys SET scope = 'both' WHERE kind = 'read';
`
