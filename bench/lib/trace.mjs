/**
 * What Chromium calls a stretch of script. `EventDispatch` is not among them: a key's contains the
 * editing and the layout that follow from it, which are most of it and everybody's. Nor is
 * `MajorGC`: whether a full collection falls into the work is chance.
 */
const SCRIPT = new Set([
  'EvaluateScript',
  'FireAnimationFrame',
  'FireIdleCallback',
  'FunctionCall',
  'MinorGC',
  'RunMicrotasks',
  'TimerFire',
  'v8.compile',
])

/** `RunMicrotasks` is in `v8.execute`, marks are in `blink.user_timing`. */
const CATEGORIES = ['devtools.timeline', 'v8.execute', 'blink.user_timing', '__metadata']

/**
 * Runs `work` while Chromium traces. Returns what it returned, and in ms of CPU: all `script` on
 * main threads meanwhile, without layout and paint, and the time between each mark `from` and `to`
 * (`bursts`), which no clock of the page can tell.
 */
export async function traceWork({ cdp }, work) {
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
      includedCategories: CATEGORIES,
      excludedCategories: ['*'],
    },
  })
  try {
    const value = await work()
    await cdp.send('Tracing.end')
    await completed
    // Outer stretches first, where two begin together.
    events.sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    return { value, script: scriptIn(events), bursts: burstsIn(events) }
  } finally {
    stopListening()
  }
}

function scriptIn(events) {
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

function burstsIn(events) {
  const marks = events.filter(({ name, ph }) => (name === 'from' || name === 'to') && ph !== 'E')
  const bursts = []
  for (let i = 0; i + 1 < marks.length; i += 2)
    bursts.push((marks[i + 1].tts - marks[i].tts) / 1000)
  return bursts
}

const threadOf = ({ pid, tid }) => `${pid}/${tid}`
