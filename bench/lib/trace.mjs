/** What Chromium calls a stretch of script: handlers, timers, microtasks, and the collector. */
const SCRIPT = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FireIdleCallback',
  'FunctionCall',
  'MajorGC',
  'MinorGC',
  'RunMicrotasks',
  'TimerFire',
  'v8.compile',
])

/**
 * Runs `work` while Chromium traces. Returns the CPU time between each mark `from` and `to`, in ms:
 * what no clock of the page can tell.
 */
export async function traceBursts(page, work) {
  const { value, events } = await trace(page, ['blink.user_timing'], work)
  const marks = events.filter(({ name, ph }) => (name === 'from' || name === 'to') && ph !== 'E')
  const bursts = []
  for (let i = 0; i + 1 < marks.length; i += 2)
    bursts.push((marks[i + 1].tts - marks[i].tts) / 1000)
  return { value, bursts }
}

/** CPU time of all script on the main thread during `work`, in ms: without layout and paint. */
export async function traceScript(page, work) {
  const { events } = await trace(page, ['devtools.timeline'], work)
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  )

  let total = 0
  const ends = new Map()
  for (const event of events) {
    const thread = threadOf(event)
    if (event.ph !== 'X' || !SCRIPT.has(event.name) || !main.has(thread)) continue
    // Inside of one that was counted.
    if (event.ts < (ends.get(thread) ?? 0)) continue
    ends.set(thread, event.ts + event.dur)
    total += event.tdur ?? 0
  }
  return total / 1000
}

const threadOf = ({ pid, tid }) => `${pid}/${tid}`

async function trace({ cdp }, categories, work) {
  const events = []
  let complete
  const completed = new Promise((resolve) => (complete = resolve))
  const stopListening = cdp.onEvent(({ method, params }) => {
    if (method === 'Tracing.dataCollected') events.push(...params.value)
    else if (method === 'Tracing.tracingComplete') complete()
  })

  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      recordMode: 'recordUntilFull',
      includedCategories: [...categories, '__metadata'],
      excludedCategories: ['*'],
    },
  })
  try {
    const value = await work()
    await cdp.send('Tracing.end')
    await completed
    // Outer stretches first, where two begin together.
    events.sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    return { value, events }
  } finally {
    stopListening()
  }
}
