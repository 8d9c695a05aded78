/**
 * Reports can be searched, and a project's figures are kept instead of counted: counting a million
 * sessions takes longer than a page of the inbox may wait. Triggers, so that no writer can forget.
 */
export const TEXT_AND_FIGURES = `
  CREATE VIRTUAL TABLE issue_texts USING fts5 (
    user_description, content='issues', content_rowid='sequence', tokenize='unicode61'
  );
  INSERT INTO issue_texts (issue_texts) VALUES ('rebuild');

  CREATE TABLE project_figures (
    project_id    TEXT PRIMARY KEY REFERENCES projects,
    issue_count   INTEGER NOT NULL DEFAULT 0,
    session_count INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  INSERT INTO project_figures (project_id, issue_count, session_count)
    SELECT project_id,
      (SELECT count(*) FROM issues WHERE issues.project_id = projects.project_id),
      (SELECT count(*) FROM sessions WHERE sessions.project_id = projects.project_id)
    FROM projects;

  CREATE TRIGGER project_added AFTER INSERT ON projects BEGIN
    INSERT INTO project_figures (project_id) VALUES (new.project_id);
  END;
  CREATE TRIGGER session_added AFTER INSERT ON sessions BEGIN
    UPDATE project_figures SET session_count = session_count + 1 WHERE project_id = new.project_id;
  END;
  CREATE TRIGGER session_removed AFTER DELETE ON sessions BEGIN
    UPDATE project_figures SET session_count = session_count - 1 WHERE project_id = old.project_id;
  END;
  CREATE TRIGGER issue_added AFTER INSERT ON issues BEGIN
    UPDATE project_figures SET issue_count = issue_count + 1 WHERE project_id = new.project_id;
    INSERT INTO issue_texts (rowid, user_description) VALUES (new.sequence, new.user_description);
  END;
  CREATE TRIGGER issue_reworded AFTER UPDATE OF user_description ON issues BEGIN
    INSERT INTO issue_texts (issue_texts, rowid, user_description)
      VALUES ('delete', old.sequence, old.user_description);
    INSERT INTO issue_texts (rowid, user_description) VALUES (new.sequence, new.user_description);
  END;
  CREATE TRIGGER issue_removed AFTER DELETE ON issues BEGIN
    UPDATE project_figures SET issue_count = issue_count - 1 WHERE project_id = old.project_id;
    INSERT INTO issue_texts (issue_texts, rowid, user_description)
      VALUES ('delete', old.sequence, old.user_description);
  END;
`
