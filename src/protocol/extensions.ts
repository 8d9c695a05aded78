/**
 * What a Casefile collector understands beyond the documented API. It lists them in its answer
 * to `POST /v1/sessions`; towards a server that lists nothing the SDK sends only documented
 * fields and headers.
 *
 * - `idempotency`: `Idempotency-Key` on batches, replay chunks and issues
 * - `gzip`: compressed request bodies
 * - `replay`: `POST /api/casefile/v1/sessions/:id/replay`
 * - `metadata`: any JSON under an issue's `metadata`, beside `url` and `browser`
 * - `disabled`: `"disabled": true` beside the documented fields of an answer to a session or a batch
 *   says that the project's capture is switched off
 * - `runs`: `POST /v1/custom` and `POST /v1/feedback` with the capture key: runs of agents in the page
 */
export type Extension = 'idempotency' | 'gzip' | 'replay' | 'metadata' | 'disabled' | 'runs'
