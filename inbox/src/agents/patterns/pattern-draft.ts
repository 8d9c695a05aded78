import type { OwnPattern, PatternDefinition } from './pattern-types.ts'

/** A pattern as a form holds it: texts, one value a line. */
export interface PatternDraft {
  name: string
  description: string
  enabled: boolean
  anyTools: string
  allTools: string
  /** `key=value` */
  metadata: string
  in: NonNullable<PatternDefinition['in']>
  phrases: string
  matching: string
  notMatching: string
}

export const MOST_NAME = 50
export const MOST_DESCRIPTION = 350
export const MOST_FILTERS = 10
export const MOST_EXAMPLES = 100

export const EMPTY_DRAFT: PatternDraft = {
  name: '',
  description: '',
  enabled: true,
  anyTools: '',
  allTools: '',
  metadata: '',
  in: 'either',
  phrases: '',
  matching: '',
  notMatching: '',
}

export function toDraft({ name, description, enabled, definition }: OwnPattern): PatternDraft {
  const { tools, metadata = [], phrases = [], examples = [] } = definition
  const texts = (matches: boolean) =>
    examples.filter((example) => example.matches === matches).map(({ text }) => text)
  return {
    name,
    description,
    enabled,
    anyTools: lines(tools?.any ?? []),
    allTools: lines(tools?.all ?? []),
    metadata: lines(metadata.map(({ key, equals }) => `${key}=${equals}`)),
    in: definition.in ?? 'either',
    phrases: lines(phrases),
    matching: lines(texts(true)),
    notMatching: lines(texts(false)),
  }
}

/** What is wrong with a draft, in words for a person; undefined when it can be saved. */
export function faultOf(draft: PatternDraft): string | undefined {
  const filters = read(draft.metadata)
  const examples = [...read(draft.matching), ...read(draft.notMatching)]
  if (draft.name.trim() === '') return 'Give it a name.'
  if (slugOf(draft.name) === '') return 'The name needs a letter or a digit.'
  if (filters.some((line) => !/^[^=]+=/.test(line))) return 'A metadata filter is key=value.'
  if (filters.length > MOST_FILTERS) return `At most ${MOST_FILTERS} metadata filters.`
  if (examples.length > MOST_EXAMPLES) return `At most ${MOST_EXAMPLES} examples.`
  if (read(draft.phrases).length === 0 && read(draft.matching).length === 0)
    return 'Say by what it is seen: at least one phrase, or one example that shows it.'
  return undefined
}

/** Leaves out what says nothing. */
export function toPattern(slug: string, draft: PatternDraft): OwnPattern {
  const any = read(draft.anyTools)
  const all = read(draft.allTools)
  const metadata = read(draft.metadata).map((line) => {
    const at = line.indexOf('=')
    return { key: line.slice(0, at).trim(), equals: line.slice(at + 1).trim() }
  })
  const phrases = read(draft.phrases)
  const examples = [
    ...read(draft.matching).map((text) => ({ text, matches: true })),
    ...read(draft.notMatching).map((text) => ({ text, matches: false })),
  ]

  return {
    slug,
    name: draft.name.trim(),
    description: draft.description.trim(),
    enabled: draft.enabled,
    definition: {
      ...(any.length + all.length > 0 && {
        tools: { ...(any.length > 0 && { any }), ...(all.length > 0 && { all }) },
      }),
      ...(metadata.length > 0 && { metadata }),
      ...(draft.in !== 'either' && { in: draft.in }),
      ...(phrases.length > 0 && { phrases }),
      ...(examples.length > 0 && { examples }),
    },
  }
}

/** `Asks for a refund!` as `asks-for-a-refund` */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_NAME)
    .replace(/^-+|-+$/g, '')
}

function read(text: string): string[] {
  return text.split('\n').flatMap((line) => line.trim() || [])
}

/** A text of several lines would come back as several. */
function lines(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/\s*\n\s*/g, ' ')).join('\n')
}
