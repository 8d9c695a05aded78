export const MODEL_PROVIDERS = ['openai', 'anthropic'] as const

export type ModelProvider = (typeof MODEL_PROVIDERS)[number]

export interface ModelOptions {
  /** Whose interface the address speaks; `openai` is spoken by many. */
  provider: ModelProvider
  /** The provider's own, or that of a server that speaks like it, e.g. `http://localhost:11434/v1`. */
  url: string
  model: string
  key: string | undefined
}

/** Where a provider is, when nobody says otherwise. */
export const PROVIDER_URLS: { readonly [Provider in ModelProvider]: string } = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
}
