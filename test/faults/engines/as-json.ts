/** An expression of a promise of what another expression comes to, as JSON. */
export const asJson = (expression: string): string =>
  `(async () => JSON.stringify(await (${expression})) ?? 'null')()`
