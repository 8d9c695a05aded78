import { option, UnusableValue } from '../option.ts'

const MOST_CHARACTERS = 100

/** A name for people, of a key or a project. */
export function readName(text: string): string {
  const name = text.trim()
  if (name !== '' && name.length <= MOST_CHARACTERS) return name
  throw new UnusableValue(`is not a name; it needs 1 to ${MOST_CHARACTERS} characters.`)
}

export const LABEL_OPTION = option<string | undefined>({
  placeholder: 'NAME',
  summary: 'What people call the key, e.g. "shop, production".',
  fallback: undefined,
  read: readName,
})
