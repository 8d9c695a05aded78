import { listen } from './browser/listen.ts'
import { isSwitchedOff } from './browser/switched-off.ts'
import { readNatives } from './browser/natives.ts'
import { createDatabase, type Database } from './buffer/database.ts'
import { createWriteAhead, type WriteAhead } from './buffer/write-ahead.ts'
import { createCaptureException } from './capture/exceptions.ts'
import { createRecordedErrors } from './capture/recorded-errors.ts'
import type { Handle } from './handle.ts'
import { createSubscribers, type Subscribers } from './lib/subscribers.ts'
import { type LoadIdle, recordSources } from './record-sources.ts'
import { createLazyCode } from './lib/lazy-code.ts'
import { createLazyDelivery, type LazyDelivery, type LoadLate } from './lazy-delivery.ts'
import { createPrepare } from './prepare.ts'
import { redactObject } from './privacy/redact-value.ts'
import type { CaptureEvent, LossReason } from './protocol/index.ts'
import { type LoadRecorder, type Replay, startReplay } from './replay/lazy-replay.ts'
import type { SettledReport } from './report/waiting-report.ts'
import { ReportError } from './report-error.ts'
import type { ResolvedOptions } from './resolve-options.ts'
import { createDraw } from './sampling.ts'
import { openVisit, type Visit } from './session/visit.ts'

/** Where the chunks come from that are loaded after the page. */
export interface Loaders {
  recorder: LoadRecorder
  late: LoadLate
  idle: LoadIdle
}

const DATABASE = 'casefile'

/** In `on-error` mode this much of what came before the first error is sent with it. */
const LOOK_BACK = 60_000

/** The composition root: makes all parts, connects them, and returns the handle. */
export function start(options: ResolvedOptions, loaders: Loaders): Handle {
  const { key, endpoint } = options
  const natives = readNatives() // before any source patches them
  const visit = openVisit(options.session)

  let state: 'recording' | 'paused' | 'off' | 'without consent' | 'stopped' = 'without consent'
  let uninstallSources = () => {}
  let replay: Replay | undefined

  const modeOf = createDraw(options.sampling)

  const isReleased = (sessionId: string) =>
    modeOf(sessionId) === 'always' || visit.isReleased(sessionId)

  const subscribers = createSubscribers<CaptureEvent>()
  const flushes = createSubscribers<boolean>()
  const settled = createSubscribers<SettledReport>()
  const recordedErrors = createRecordedErrors()

  const emit = (event: CaptureEvent, finish?: () => object | undefined) => {
    // What the app's own hook logs or stores would call it again, for ever.
    if (state !== 'recording' || prepare.isRunning()) return
    const { sessionId, seq, tabId } = visit.stamp(event.time)
    const mode = modeOf(sessionId)
    if (!mode) return
    // Uncaught, unhandled or captured. A picture that is missing, or refused by a policy, is no error
    // that anybody waits for.
    const isError = event.type === 'error' && /^(un|ca)/.test(event.source)
    if (isError && !isReleased(sessionId) && mode === 'on-error') visit.setReleased(true)
    // No copy: a source makes an event for this call alone.
    writeAhead.add({ event: Object.assign(event, { seq, tabId }), sessionId, finish })
    subscribers.tell(event)
  }

  const debug = (message: string) => {
    if (options.debug) natives.debug(`[casefile] ${message}`)
  }

  const onLoss = (reason: LossReason, count: number) => {
    debug(`${count} entries lost: ${reason}`)
    emit({ type: 'loss', time: Date.now(), reason, count })
  }

  const prepare = createPrepare(options.beforeStore)
  const database = createDatabase(DATABASE, natives)
  const buffering = {
    database,
    natives,
    project: key,
    tabId: visit.tabId,
    isReleased,
    onLoss,
  }
  const writeAhead = createWriteAhead({
    ...buffering,
    prepare: prepare.run,
    onWritten: () => delivery.notice(),
  })
  const late = createLazyCode('late', loaders.late, debug)
  const delivery = createLazyDelivery(late, {
    ...buffering,
    writeAhead,
    endpoint,
    onSettled: settled.tell,
    limits: options,
    isRecording: () => state === 'recording',
    holdFor: (sessionId) => (modeOf(sessionId) === 'on-error' ? LOOK_BACK : Infinity),
    onDisabled() {
      if (state !== 'stopped' && state !== 'without consent') stopRecording('off')
    },
    debug,
  })
  const ignorePageEvents = followPage({
    ...{ visit, delivery, database, writeAhead, flushes, subscribers },
  })

  const startRecording = () => {
    state = 'off'
    if (isSwitchedOff(key)) return
    state = 'recording'
    database.open()
    visit.keep()
    writeAhead.unpark()
    uninstallSources = recordSources(emit, {
      ...options,
      load: loaders.idle,
      natives,
      debug,
      subscribe: subscribers.add,
      onFlush: flushes.add,
      ...recordedErrors,
    })
    if (options.replay && modeOf(visit.sessionId())) {
      replay = startReplay(
        { ...options.replay, selectors: options.selectors },
        { load: loaders.recorder, natives, debug },
      )
    }
    // What an earlier page left behind is sent even if nothing happens on this one.
    delivery.begin()
  }

  const stopRecording = (next: 'off' | 'without consent' | 'stopped') => {
    state = next
    uninstallSources()
    replay?.stop()
    replay = undefined
  }

  const report: Handle['report'] = async (given) => {
    if (state === 'stopped' || state === 'without consent') {
      throw new ReportError('inactive', `Casefile is ${state}`)
    }

    const mode = modeOf(visit.sessionId())
    visit.setReleased(true)
    flushes.tell(false)
    try {
      const sent = await delivery.report({
        // Of which release and tags go with a report.
        ...options,
        description: given?.description,
        facts: visit.facts(),
        state: mode && state,
        sessionId: visit.sessionId(),
        replay: replay?.chunks() ?? [],
      })
      replay?.unpin()
      return sent
    } finally {
      // Neither `always` nor `on-error`: one report is a yes to what led up to it, not to all that
      // follows.
      if (!/al|er/.test(mode!)) visit.setReleased(false)
    }
  }

  if (!options.needsConsent) startRecording()

  return {
    report,
    captureException: createCaptureException(emit, recordedErrors),
    onReportSettled: settled.add,
    beginReport: () => replay?.pin(),
    steps: () => delivery.steps(visit.sessionId()),

    identify: (user) => visit.setFacts({ ...visit.facts(), user: { ...user } }),
    addContext(added) {
      const { context, ...facts } = visit.facts()
      visit.setFacts({ ...facts, context: { ...(context as object), ...redactObject(added) } })
    },
    reset() {
      visit.setFacts({})
      replay?.clear()
      visit.renew()
    },
    sessionId: visit.sessionId,
    newSession: visit.renew,

    flush() {
      flushes.tell(false)
      return delivery.flush()
    },

    pause() {
      if (state !== 'recording') return
      state = 'paused'
      replay?.pause()
    },
    resume() {
      if (state !== 'paused') return
      // What happened meanwhile is not to be found afterwards.
      flushes.tell(false)
      state = 'recording'
      replay?.resume()
    },

    setConsent(answer) {
      if (answer === 'granted') {
        if (state === 'without consent') startRecording()
        return
      }
      if (state === 'stopped') return
      stopRecording('without consent')
      visit.forget()
      writeAhead.clear()
      delivery.forget()
      // Under every key: who says no says it to a site, and knows nothing of its keys.
      void database.write([{ delete: [] }]).catch(() => debug('Could not delete'))
    },

    async stop() {
      if (state === 'stopped') return
      const recorded = state !== 'without consent'
      flushes.tell(false)
      stopRecording('stopped')
      ignorePageEvents()
      if (recorded) await delivery.flush()
      delivery.stop()
      visit.close()
      database.close()
    },
  }
}

interface PageFollowers {
  visit: Visit
  delivery: LazyDelivery
  database: Pick<Database, 'leave'>
  writeAhead: WriteAhead
  flushes: Subscribers<boolean>
  subscribers: Subscribers<CaptureEvent>
}

/** Tells sources, visit and buffer when the page goes away and when it comes back. */
function followPage(followers: PageFollowers): () => void {
  const { visit, delivery, writeAhead } = followers
  let left = false

  const handOver = () => {
    if (left) visit.close()
    delivery.leave()
    if (!left) return
    writeAhead.park()
    followers.database.leave()
  }

  // A page that is left hears of it twice or three times, and may record something each time.
  const leave = (isLeft: boolean) => {
    left = false
    followers.flushes.tell(isLeft)
    left = isLeft
    handOver()
  }

  const comeBack = () => {
    left = false
    visit.reopen()
    writeAhead.unpark()
  }

  const uninstallers = [
    listen(window, 'pagehide', () => leave(true)),
    listen(window, 'pageshow', comeBack),
    listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'hidden') leave(left)
      else comeBack()
    }),
    listen(document, 'freeze', () => leave(left)),
    listen(window, 'storage', visit.join),
    // A tab that was hidden already hears of nothing after its own listeners for `pagehide`.
    followers.subscribers.add(() => {
      if (left) handOver()
    }),
  ]

  return () => {
    for (const uninstall of uninstallers) uninstall()
  }
}
