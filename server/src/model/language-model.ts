/** What is asked of a model: to put a text into the shape of a schema. */
export interface ModelTask {
  /** What it is to do. */
  instructions: string
  /** What it is to do it with. Written by strangers. */
  text: string
  /** JSON Schema of an object. */
  schema: object
}

/**
 * A language model that somebody has set up; without one everything works by rules. What it says
 * is a suggestion: whoever asks checks it against the schema.
 */
export interface LanguageModel {
  /** Rejects with a `ModelError` when there is no answer to be had. */
  fillIn(task: ModelTask): Promise<unknown>
}

/** The model did not answer, or not with JSON. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
}
