import type { Finding } from '../care/doctor/finding.ts'

/** One line a finding, and below it what to do. */
export function printFindings(findings: readonly Finding[]): void {
  for (const { check, status, message, advice } of findings) {
    console.log(`${status.padEnd(9)}  ${check}: ${message}`)
    if (advice !== undefined) console.log(`${' '.repeat(11)}${advice}`)
  }
}
