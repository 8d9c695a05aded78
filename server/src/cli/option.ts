/** One option of a command. Its name in the table, `maxDays`, is `--max-days` when typed. */
export interface Option<Value> {
  /** What help calls the value, e.g. `DIR`. A switch has none. */
  placeholder?: string
  /** For help, a sentence or two. */
  summary: string
  /** Also read from `CASEFILE_MAX_DAYS`; what is typed wins. */
  environment?: true
  /** The value when nobody gives one. */
  fallback: Value
  /** Throws `UnusableValue`. */
  read: (text: string) => Value
}

export type OptionTable = Record<string, Option<unknown>>

export type OptionValues<Table extends OptionTable> = {
  [Name in keyof Table]: Table[Name] extends Option<infer Value> ? Value : never
}

/** Why a value cannot be used, as the rest of a sentence that begins with the option and the value. */
export class UnusableValue extends Error {
  override readonly name = 'UnusableValue'
}

type Shown = Pick<Option<never>, 'summary' | 'environment'>

/** An option with a value. */
export function option<Value>(given: Shown & Required<Omit<Option<Value>, keyof Shown>>) {
  return given satisfies Option<Value>
}

/** An option with any text as value that may be left out. */
export function optionalText(given: Shown & { placeholder: string }): Option<string | undefined> {
  return { ...given, fallback: undefined, read: notEmpty }
}

/** An option that is given or not. In the environment it is 1 or 0. */
export function flag(given: Shown): Option<boolean> {
  return { ...given, fallback: false, read: readSwitch }
}

/** `--max-days` */
export function flagOf(name: string): string {
  return `--${kebab(name)}`
}

/** `CASEFILE_MAX_DAYS` */
export function variableOf(name: string): string {
  return `CASEFILE_${kebab(name).replaceAll('-', '_').toUpperCase()}`
}

/** Where all data is; every command that works on it takes the same option. */
export const DATA_OPTION = option({
  placeholder: 'DIR',
  summary: 'Folder for all data.',
  environment: true,
  fallback: '.casefile',
  read: notEmpty,
})

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function notEmpty(text: string): string {
  if (text.trim() !== '') return text
  throw new UnusableValue('is empty; give a value or leave it out.')
}

function readSwitch(text: string): boolean {
  if (/^(1|true|yes|on)$/i.test(text)) return true
  if (/^(0|false|no|off|)$/i.test(text)) return false
  throw new UnusableValue('is neither 1 nor 0.')
}
