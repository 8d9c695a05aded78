import type { Reporter, TestModule } from 'vitest/node'

/** Closes a run with one plain line, `N passed, N failed`, for people and scripts. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      // A file that fails to load has no tests to count; it must not vanish from the sum.
      if (tests.length === 0 && !module.ok()) counts.failed += 1
      for (const test of tests) counts[test.result().state] += 1
    }

    const skipped = counts.skipped + counts.pending
    console.log(
      `\n${counts.passed} passed, ${counts.failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
    )
  }
}
