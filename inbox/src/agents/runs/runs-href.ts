import { hrefTo } from '../../routes.ts'

/** The address of the list of runs as it is, apart from the changes. */
export function runsHref(
  query: URLSearchParams,
  changes: { [name: string]: string | undefined },
): string {
  return hrefTo({ page: 'agents', part: 'runs' }, query, { page: undefined, ...changes })
}
