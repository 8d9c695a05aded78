import { cut } from './cut.ts'
import { preview, previewText } from './preview.ts'
import { isError, readStack } from './read-error.ts'
import { readProperty, readText } from './read-property.ts'

const TEXT_LENGTH = 4000

const NAME_LENGTH = 100

/** Of a longer chain the first causes tell the most. */
const MOST_CAUSES = 5

interface Thrown {
  name: string
  message: string
  stack?: string
}

/** What a thrown value says, error or not, in bounded texts and without running its code. */
export function describeThrown(thrown: unknown): Thrown {
  if (!isError(thrown)) {
    const [copy = ''] = preview([thrown], TEXT_LENGTH)
    return { name: 'Error', message: previewText(copy) }
  }

  const stack = readStack(thrown)
  return {
    name: cut(readText(thrown, 'name') || 'Error', NAME_LENGTH),
    message: cut(readText(thrown, 'message'), TEXT_LENGTH),
    ...(stack && { stack: cut(stack, TEXT_LENGTH) }),
  }
}

/** The same, with what is behind it: the chain of `cause`, then what an AggregateError gathers. */
export function describeWithCauses(thrown: unknown): Thrown & { causes?: Thrown[] } {
  const chain = new Set([thrown])
  for (const error of chain) {
    const cause = readProperty(error, 'cause')
    const errors = readProperty(error, 'errors')
    for (const next of [cause, ...(Array.isArray(errors) ? errors.slice(0, MOST_CAUSES) : [])]) {
      if (next !== undefined && next !== null && chain.size <= MOST_CAUSES) chain.add(next)
    }
  }

  const [description, ...causes] = Array.from(chain, describeThrown)
  return { ...(description as Thrown), ...(causes.length > 0 && { causes }) }
}
