/** Runs of agents, everything in them, and every figure about them. */
export const RUNS = `
  CREATE TABLE scopes (
    scope_id   INTEGER PRIMARY KEY,
    project_id TEXT NOT NULL,
    source     TEXT NOT NULL CHECK (source IN ('dev', 'prod')),
    UNIQUE (project_id, source)
  ) STRICT;

  -- A run that has no begin is not known yet: what came of it waits.
  CREATE TABLE runs (
    run_key              INTEGER PRIMARY KEY AUTOINCREMENT,
    scope_id             INTEGER NOT NULL REFERENCES scopes,
    run_id               TEXT NOT NULL,
    start_time           REAL,
    end_time             REAL,
    status_code          INTEGER NOT NULL,
    status_message       TEXT,
    session_id           TEXT,
    -- The session was named by the run itself, not only by a part of it.
    is_session_own       INTEGER NOT NULL,
    agent                TEXT,
    conversational       INTEGER NOT NULL,
    user_id              TEXT,
    user_name            TEXT,
    user_email           TEXT,
    org_id               TEXT,
    org_name             TEXT,
    framework            TEXT,
    -- The first 500 characters; the body has all.
    prompt               TEXT,
    response             TEXT,
    metadata             TEXT NOT NULL,
    -- Sums over its spans. Costs are whole billionths of a dollar: these add up the same in any order.
    step_count           INTEGER NOT NULL DEFAULT 0,
    tool_call_count      INTEGER NOT NULL DEFAULT 0,
    span_count           INTEGER NOT NULL DEFAULT 0,
    failed_span_count    INTEGER NOT NULL DEFAULT 0,
    warned_span_count    INTEGER NOT NULL DEFAULT 0,
    failed_step_count    INTEGER NOT NULL DEFAULT 0,
    event_count          INTEGER NOT NULL DEFAULT 0,
    priced_step_count    INTEGER NOT NULL DEFAULT 0,
    cost                 INTEGER NOT NULL DEFAULT 0,
    prompt_tokens        INTEGER NOT NULL DEFAULT 0,
    prompt_cached_tokens INTEGER NOT NULL DEFAULT 0,
    completion_tokens    INTEGER NOT NULL DEFAULT 0,
    -- The latest begin or end of anything in it.
    last_activity        REAL,
    changed_at           REAL NOT NULL,
    revision             INTEGER NOT NULL DEFAULT 1,
    -- Its patterns are to be looked for.
    is_due               INTEGER NOT NULL DEFAULT 1,
    feedback_score       TEXT,
    feedback_time        REAL,
    UNIQUE (scope_id, run_id)
  ) STRICT;
  CREATE INDEX runs_by_start ON runs (scope_id, start_time, session_id);
  CREATE INDEX runs_by_session ON runs (scope_id, session_id, start_time) WHERE session_id IS NOT NULL;
  CREATE INDEX runs_by_user ON runs (scope_id, user_id, start_time) WHERE user_id IS NOT NULL;
  CREATE INDEX runs_by_org ON runs (scope_id, org_id, start_time) WHERE org_id IS NOT NULL;
  CREATE INDEX runs_by_agent ON runs (scope_id, agent, start_time) WHERE agent IS NOT NULL;
  CREATE INDEX runs_failed ON runs (scope_id, start_time) WHERE status_code = 2;
  -- The latest name of a user or an organisation is the one to show.
  CREATE INDEX runs_by_user_name ON runs (scope_id, user_id, start_time) WHERE user_name IS NOT NULL;
  CREATE INDEX runs_by_user_email ON runs (scope_id, user_id, start_time) WHERE user_email IS NOT NULL;
  CREATE INDEX runs_by_org_name ON runs (scope_id, org_id, start_time) WHERE org_name IS NOT NULL;
  CREATE INDEX runs_with_feedback ON runs (scope_id, feedback_time) WHERE feedback_time IS NOT NULL;
  CREATE INDEX runs_with_score ON runs (scope_id, start_time, feedback_score)
    WHERE feedback_score IS NOT NULL;
  CREATE INDEX runs_due ON runs (changed_at) WHERE is_due = 1 AND start_time IS NOT NULL;
  CREATE INDEX runs_by_change ON runs (changed_at);

  -- What lists do not show; see body-codec.ts.
  CREATE TABLE run_bodies (
    run_key INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
    body    BLOB NOT NULL
  ) STRICT;
  CREATE VIRTUAL TABLE run_texts USING fts5 (
    prompt, response, status_message,
    content='', contentless_delete=1, tokenize='unicode61'
  );

  -- Steps, tool calls and events, numbered as they came.
  CREATE TABLE spans (
    span_key                INTEGER PRIMARY KEY AUTOINCREMENT,
    run_key                 INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    kind                    TEXT NOT NULL CHECK (kind IN ('step', 'tool_call', 'event')),
    span_id                 TEXT NOT NULL,
    -- The span that it stands on, when span_id is another name.
    of_span_id              TEXT,
    -- NULL while its run or its time is not known.
    scope_id                INTEGER,
    -- Its begin, else its end.
    time                    REAL,
    start_time              REAL,
    end_time                REAL,
    status_code             INTEGER NOT NULL,
    outcome                 TEXT NOT NULL,
    -- The model of a step, the name of a tool, the type of an event.
    label                   TEXT NOT NULL,
    decision_kind           TEXT,
    parent_span_id          TEXT,
    agent                   TEXT,
    prompt_uncached_tokens  INTEGER NOT NULL DEFAULT 0,
    prompt_cached_tokens    INTEGER NOT NULL DEFAULT 0,
    completion_tokens       INTEGER NOT NULL DEFAULT 0,
    cost                    INTEGER,
    bytes_in                INTEGER,
    bytes_out               INTEGER,
    status_message          TEXT,
    pack_key                INTEGER,
    pack_place              INTEGER,
    UNIQUE (run_key, kind, span_id)
  ) STRICT;
  CREATE INDEX spans_by_time ON spans (scope_id, kind, time) WHERE scope_id IS NOT NULL;
  CREATE INDEX spans_by_parent ON spans (run_key, parent_span_id) WHERE parent_span_id IS NOT NULL;
  CREATE INDEX spans_failed ON spans (run_key, kind, time) WHERE status_code = 2;

  -- The texts of spans of one run that came together, packed together; see span-bodies.ts.
  CREATE TABLE span_packs (
    pack_key INTEGER PRIMARY KEY,
    run_key  INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    bodies   BLOB NOT NULL
  ) STRICT;
  CREATE INDEX packs_by_run ON span_packs (run_key);

  -- How often a run used a model or a tool.
  CREATE TABLE run_labels (
    run_key    INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    label      TEXT NOT NULL,
    span_count INTEGER NOT NULL,
    -- The first use.
    first_time REAL NOT NULL,
    PRIMARY KEY (run_key, kind, label)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX run_labels_by_label ON run_labels (kind, label, run_key);

  -- A session by its known runs.
  CREATE TABLE agent_sessions (
    session_key       INTEGER PRIMARY KEY,
    scope_id          INTEGER NOT NULL REFERENCES scopes,
    session_id        TEXT NOT NULL,
    -- Begin of the first and of the latest run.
    first_start       REAL NOT NULL,
    last_start        REAL NOT NULL,
    last_activity     REAL NOT NULL,
    run_count         INTEGER NOT NULL,
    failed_run_count  INTEGER NOT NULL,
    open_run_count    INTEGER NOT NULL,
    event_count       INTEGER NOT NULL,
    message_count     INTEGER NOT NULL,
    failed_span_count INTEGER NOT NULL,
    priced_step_count INTEGER NOT NULL,
    cost              INTEGER NOT NULL,
    prompt_tokens     INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    UNIQUE (scope_id, session_id)
  ) STRICT;
  CREATE INDEX sessions_by_first_start ON agent_sessions (scope_id, first_start, last_start);
  CREATE INDEX sessions_by_last_start ON agent_sessions (scope_id, last_start, first_start);
  CREATE INDEX sessions_by_activity ON agent_sessions (scope_id, last_activity);

  -- What happened in a minute, an hour or a day (size, in milliseconds), by its begin. What each
  -- column means in which dimension, figure-dimensions.ts says.
  CREATE TABLE figures (
    scope_id             INTEGER NOT NULL,
    dimension            TEXT NOT NULL,
    size                 INTEGER NOT NULL,
    time                 INTEGER NOT NULL,
    key                  TEXT NOT NULL,
    count                INTEGER NOT NULL,
    failed               INTEGER NOT NULL,
    runs                 INTEGER NOT NULL,
    prompt_tokens        INTEGER NOT NULL,
    prompt_cached_tokens INTEGER NOT NULL,
    completion_tokens    INTEGER NOT NULL,
    cost                 INTEGER NOT NULL,
    bytes_in             INTEGER NOT NULL,
    bytes_out            INTEGER NOT NULL,
    durations            INTEGER NOT NULL,
    -- Whole microseconds.
    duration_sum         INTEGER NOT NULL,
    last_time            REAL,
    -- See sketch-codec.ts.
    sketch               BLOB NOT NULL,
    PRIMARY KEY (scope_id, dimension, size, time, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE feedback (
    feedback_id INTEGER PRIMARY KEY,
    scope_id    INTEGER NOT NULL REFERENCES scopes,
    run_id      TEXT NOT NULL,
    score       TEXT CHECK (score IN ('thumbs_up', 'thumbs_down')),
    text        TEXT,
    -- Of the latest submission.
    created_at  REAL NOT NULL,
    UNIQUE (scope_id, run_id)
  ) STRICT;
  CREATE INDEX feedback_by_time ON feedback (scope_id, created_at, score);
  CREATE TABLE feedback_history (
    submission_id INTEGER PRIMARY KEY,
    feedback_id   INTEGER NOT NULL REFERENCES feedback ON DELETE CASCADE,
    score         TEXT,
    text          TEXT,
    created_at    REAL NOT NULL
  ) STRICT;
  CREATE INDEX history_by_feedback ON feedback_history (feedback_id);

  CREATE TABLE failures (
    failure_key INTEGER PRIMARY KEY,
    project_id  TEXT NOT NULL,
    failure_id  TEXT NOT NULL,
    entity_type TEXT NOT NULL CHECK (entity_type IN ('run', 'tool_call')),
    tool_name   TEXT,
    title       TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('active', 'resolved', 'ignored')),
    UNIQUE (project_id, failure_id)
  ) STRICT;
  CREATE TABLE failure_events (
    run_key     INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    -- 0 of the run itself.
    span_key    INTEGER NOT NULL,
    failure_key INTEGER NOT NULL REFERENCES failures,
    scope_id    INTEGER NOT NULL,
    time        REAL NOT NULL,
    message     TEXT NOT NULL,
    PRIMARY KEY (run_key, span_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX failure_events_by_time ON failure_events (scope_id, time, failure_key);
  CREATE INDEX failure_events_by_failure ON failure_events (failure_key, scope_id, time);

  CREATE TABLE pattern_matches (
    run_key    INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    slug       TEXT NOT NULL,
    -- Of the run, to find them by.
    scope_id   INTEGER NOT NULL,
    start_time REAL NOT NULL,
    evidence   TEXT NOT NULL,
    confidence REAL NOT NULL,
    matched_at REAL NOT NULL,
    PRIMARY KEY (run_key, slug)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX matches_by_start ON pattern_matches (scope_id, start_time, slug);
  CREATE INDEX matches_by_slug ON pattern_matches (scope_id, slug, start_time);
  CREATE TABLE pattern_definitions (
    project_id  TEXT NOT NULL,
    slug        TEXT NOT NULL,
    name        TEXT NOT NULL,
    description TEXT NOT NULL,
    enabled     INTEGER NOT NULL,
    definition  TEXT NOT NULL,
    updated_at  REAL NOT NULL,
    PRIMARY KEY (project_id, slug)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE insights (
    insight_id  TEXT PRIMARY KEY,
    project_id  TEXT NOT NULL,
    period_from REAL NOT NULL,
    period_to   REAL NOT NULL,
    created_at  REAL NOT NULL,
    content     TEXT NOT NULL,
    UNIQUE (project_id, period_from, period_to)
  ) STRICT, WITHOUT ROWID;
`
