import type { Readable } from 'node:stream'

const DEADLINE = 30_000

/** Waits until a process says something of this form. */
export function firstMatch(output: Readable, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = () => reject(new Error(`Nothing like ${pattern} in:\n${said}`))
    const timer = setTimeout(fail, DEADLINE)
    output.on('end', fail)
    output.on('data', (chunk) => {
      said += String(chunk)
      const match = pattern.exec(said)
      if (!match) return
      clearTimeout(timer)
      resolve(match)
    })
  })
}
