import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'

/** The collector gives itself 9 seconds to finish what it has begun. */
const STOP_DEADLINE = 10_000

/** Ctrl-C reaches our children as well; whose death is news is clear only after a moment. */
const SIGNAL_GRACE = 250

/** A child process that is needed and ended; `words` is what it said on standard error. */
export class ProcessEnded extends Error {
  constructor(name, { code, signal, words }) {
    super(`${name} ended ${signal ? `by ${signal}` : `with exit code ${code}`}`)
    this.name = 'ProcessEnded'
    this.words = words
  }
}

/** Starts processes and ends every one of them, in whatever way this one ends. */
export function createProcesses() {
  /** Child → the promise of its end. */
  const running = new Map()
  let stopping = false

  function start(command, args, options) {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    const ended = new Promise((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal }))
      child.once('error', (error) => resolve({ code: error.code }))
    })
    running.set(child, ended)
    void ended.then(() => running.delete(child))
    return { child, ended }
  }

  function killAll(signal) {
    for (const child of running.keys()) {
      try {
        if (child.ownsGroup) process.kill(-child.pid, signal)
        else child.kill(signal)
      } catch {
        // It has just ended by itself.
      }
    }
  }

  // Only for the worst case: an exit that did not go through stop().
  process.on('exit', () => killAll('SIGKILL'))

  return {
    isStopping: () => stopping,

    /** Runs a command to its end; rejects with what it said when it fails. */
    async run(name, command, args, options) {
      // npm starts a shell that starts the tool; as a group they can be ended together.
      const ownsGroup = process.platform !== 'win32'
      const { child, ended } = start(command, args, { ...options, detached: ownsGroup })
      child.ownsGroup = ownsGroup
      let words = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => (words += chunk))
      }
      const { code, signal } = await ended
      if (code !== 0) throw new ProcessEnded(name, { code, signal, words })
    },

    /**
     * Starts a server that says in one line of JSON when it listens; resolves to that line and
     * to `ended`, which resolves should the server end by itself.
     */
    async serve(name, command, args, options) {
      const { child, ended } = start(command, args, options)
      let words = ''
      let isListening = false
      createInterface({ input: child.stderr }).on('line', (line) => {
        if (isListening) console.error(`${name}: ${line}`)
        else words += `${line}\n`
      })
      const lines = createInterface({ input: child.stdout })

      const failed = ended.then((end) => new ProcessEnded(name, { ...end, words }))
      const first = await Promise.race([once(lines, 'line').then(([line]) => line), failed])
      if (first instanceof ProcessEnded) throw first
      isListening = true
      lines.on('line', (line) => console.error(`${name}: ${line}`))
      if (words) console.error(words.trimEnd())
      return { said: JSON.parse(first), ended: failed.then((end) => wait(SIGNAL_GRACE, end)) }
    },

    /** Ends all processes, politely first; resolves when none is left. */
    async stop() {
      stopping = true
      const ends = [...running.values()]
      killAll('SIGTERM')
      const late = setTimeout(() => killAll('SIGKILL'), STOP_DEADLINE)
      await Promise.all(ends)
      clearTimeout(late)
    },
  }
}
