import {
  MODEL_PROVIDERS,
  PROVIDER_URLS,
  type ModelOptions,
  type ModelProvider,
} from '../model/model-options.ts'
import { oneOf } from './option-values.ts'
import { option, optionalText, UnusableValue } from './option.ts'
import { UsageError } from './usage-error.ts'

/** A language model that reads questions; without one, rules do. */
export const MODEL_OPTIONS = {
  modelProvider: option<ModelProvider | undefined>({
    placeholder: 'NAME',
    summary: `Whose interface a language model speaks: ${MODEL_PROVIDERS.join(', ')}. Without it no model is asked, and nothing leaves this machine.`,
    environment: true,
    fallback: undefined,
    read: oneOf('a provider', MODEL_PROVIDERS),
  }),
  model: optionalText({
    placeholder: 'MODEL',
    summary: 'The model that reads questions, by its provider’s name for it.',
    environment: true,
  }),
  modelUrl: option<string | undefined>({
    placeholder: 'URL',
    summary: 'Where it is, e.g. http://localhost:11434/v1. Default: the provider’s own address.',
    environment: true,
    fallback: undefined,
    read: readUrl,
  }),
}

/** It is read from the environment alone: what is typed, others on the machine can see. */
const KEY_VARIABLE = 'CASEFILE_MODEL_KEY'

/** The model that the options describe together. */
export function modelOf(
  values: {
    modelProvider: ModelProvider | undefined
    model: string | undefined
    modelUrl: string | undefined
  },
  environment: NodeJS.ProcessEnv,
): ModelOptions | undefined {
  const { modelProvider: provider, model, modelUrl } = values
  if (provider === undefined) {
    if (model === undefined && modelUrl === undefined) return undefined
    throw new UsageError('--model and --model-url need --model-provider as well.')
  }
  if (model === undefined) throw new UsageError('--model-provider needs --model as well.')
  return {
    provider,
    model,
    url: modelUrl ?? PROVIDER_URLS[provider],
    key: environment[KEY_VARIABLE] || undefined,
  }
}

function readUrl(text: string): string {
  const url = URL.parse(text)
  if (url && ['http:', 'https:'].includes(url.protocol)) return text.replace(/\/+$/, '')
  throw new UnusableValue('is not an address; give one such as http://localhost:11434/v1.')
}
