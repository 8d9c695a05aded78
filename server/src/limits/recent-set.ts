export interface RecentSet {
  add(value: string): void
  has(value: string): boolean
}

/** The last `size` values that were added; what was added again counts as new. */
export function createRecentSet(size: number): RecentSet {
  const values = new Set<string>()

  return {
    add(value) {
      values.delete(value)
      values.add(value)
      const [oldest] = values
      if (values.size > size && oldest !== undefined) values.delete(oldest)
    },
    has: (value) => values.has(value),
  }
}
