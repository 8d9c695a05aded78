/** Whose failures are counted: all that the counts look at of a run, without its texts. */
export const FAILING_RUNS = `
  CREATE INDEX runs_failing ON runs (run_key, session_id, user_id, status_code, failed_span_count)
    WHERE status_code = 2 OR failed_span_count > 0;
`
