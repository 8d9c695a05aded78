import { createAnthropicModel } from './anthropic-model.ts'
import type { LanguageModel } from './language-model.ts'
import type { ModelOptions, ModelProvider } from './model-options.ts'
import { createOpenAiModel } from './openai-model.ts'

const CREATE: {
  readonly [Provider in ModelProvider]: (options: ModelOptions) => LanguageModel
} = {
  openai: createOpenAiModel,
  anthropic: createAnthropicModel,
}

/** The model that was set up; none when none was. */
export function createModel(options: ModelOptions | undefined): LanguageModel | undefined {
  return options && CREATE[options.provider](options)
}
