/** What a project wants taken out of everything it is sent, beside what always is. */
export const SCRUB_RULES = `
  CREATE TABLE scrub_rules (
    project_id TEXT PRIMARY KEY REFERENCES projects,
    rules      TEXT NOT NULL
  ) STRICT;
`
