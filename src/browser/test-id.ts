/** Attributes that authors set to find an element again, best first. */
export const TEST_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa']

/** Further out, an id is that of a part of the page rather than of what was hit. */
const MOST_STEPS = 5

const ID_LENGTH = 100

/** The test id of the innermost of these elements that has one; they come from the inside out. */
export function testId(path: readonly Element[]): string | undefined {
  for (const element of path.slice(0, MOST_STEPS)) {
    for (const name of TEST_ATTRIBUTES) {
      const value = element.getAttribute(name)
      if (value) return value.slice(0, ID_LENGTH)
    }
  }
  return undefined
}
