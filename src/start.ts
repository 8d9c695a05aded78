import { listen } from './browser/listen.ts'
import { readNatives } from './browser/natives.ts'
import { createBuffer } from './buffer/buffer.ts'
import { createFallbackStore } from './buffer/fallback-store.ts'
import { createIndexedDbStore } from './buffer/indexed-db-store.ts'
import { createMemoryStore } from './buffer/memory-store.ts'
import { OLDEST } from './buffer/sort-segments.ts'
import type { Emit } from './capture/types.ts'
import { createCollector } from './delivery/collector.ts'
import { createDelivery, type Delivery } from './delivery/delivery.ts'
import { createDrainLock } from './delivery/drain-lock.ts'
import { createRemoteSessions } from './delivery/remote-sessions.ts'
import { createReportSender } from './delivery/send-report.ts'
import { describeReport } from './describe-report.ts'
import type { Handle } from './handle.ts'
import { installSources } from './install-sources.ts'
import { createPrepare } from './prepare.ts'
import type { LossReason } from './protocol/index.ts'
import { type LoadRecorder, noReplay, startReplay } from './replay/lazy-replay.ts'
import { ReportError } from './report-error.ts'
import type { ResolvedOptions } from './resolve-options.ts'
import { openVisit, type Visit } from './session/visit.ts'

const DATABASE = 'casefile'

/** In `on-error` mode this much of what came before the first error is sent with it. */
const LOOK_BACK = 60_000

/** The composition root: makes all parts, connects them, and returns the handle. */
export function start(options: ResolvedOptions, loadRecorder: LoadRecorder): Handle {
  const { key, endpoint, mode } = options
  const natives = readNatives() // before any source patches them
  const visit = openVisit()

  let state: 'recording' | 'paused' | 'without-consent' | 'stopped' = 'without-consent'
  let uninstallSources = () => {}
  let replay = noReplay

  const emit: Emit = (event) => {
    if (state !== 'recording') return
    const { sessionId, ...place } = visit.stamp(event.time)
    if (mode === 'on-error' && event.type === 'error') visit.release()
    buffer.add({ event: { ...event, ...place }, sessionId })
  }

  const debug = (message: string) => {
    // eslint-disable-next-line no-console -- asked for by the option
    if (options.debug) console.debug(`[casefile] ${message}`)
  }

  const onLoss = (reason: LossReason, count: number) => {
    debug(`${count} entries lost: ${reason}`)
    emit({ type: 'loss', time: Date.now(), reason, count })
  }

  const store = createFallbackStore(createIndexedDbStore(DATABASE), createMemoryStore(), () =>
    debug('IndexedDB failed; entries are kept in memory from here on'),
  )
  const buffer = createBuffer({
    store,
    natives,
    project: key,
    endpoint,
    tabId: visit.tabId,
    prepare: createPrepare(options.beforeStore),
    isReleased: (sessionId) => mode === 'always' || visit.isReleased(sessionId),
    holdFor: mode === 'on-error' ? LOOK_BACK : OLDEST,
    onLoss,
    onWritten: () => delivery.notice(),
  })
  const collector = createCollector(natives)
  const sessions = createRemoteSessions(collector, store)
  const lock = createDrainLock(key, store, natives)
  const delivery = createDelivery({ buffer, collector, sessions, lock, natives, onLoss })
  const sendReport = createReportSender({
    destination: { endpoint, key },
    collector,
    sessions,
    natives,
    flush: delivery.flush,
  })
  const ignorePageEvents = followPage(visit, delivery)

  const startRecording = () => {
    state = 'recording'
    visit.keep()
    uninstallSources = installSources(emit, options)
    if (options.replay) replay = startReplay(options.replay, { load: loadRecorder, natives })
    // What an earlier page left behind is sent even if nothing happens on this one.
    delivery.notice()
  }

  const stopRecording = (next: 'without-consent' | 'stopped') => {
    state = next
    uninstallSources()
    replay.stop()
    replay = noReplay
  }

  const report: Handle['report'] = async ({ description }) => {
    if (state === 'stopped') throw new ReportError('inactive', 'Casefile was stopped on this page')
    if (state === 'without-consent') {
      throw new ReportError('inactive', 'Nothing is recorded or sent without consent')
    }

    visit.release()
    try {
      const sent = await sendReport({
        ...describeReport(options, visit.facts()),
        description,
        sessionId: visit.sessionId(),
        replay: replay.chunks,
      })
      void sent.replaySent.then(replay.unpin)
      return sent
    } finally {
      // One report is a yes to what led up to it, not to all that follows.
      if (mode === 'on-report') visit.hold()
    }
  }

  if (options.consent === 'not-required') startRecording()

  return {
    report,
    beginReport: () => replay.pin(),

    identify: (user) => visit.setFacts({ ...visit.facts(), user: { ...user } }),
    addContext(added) {
      const { context, ...facts } = visit.facts()
      visit.setFacts({ ...facts, context: { ...(context as object), ...added } })
    },
    reset() {
      visit.setFacts({})
      replay.clear()
      visit.renew()
    },
    sessionId: visit.sessionId,
    newSession: visit.renew,

    flush: delivery.flush,

    pause() {
      if (state !== 'recording') return
      state = 'paused'
      replay.pause()
    },
    resume() {
      if (state !== 'paused') return
      state = 'recording'
      replay.resume()
    },

    setConsent(answer) {
      if (answer === 'granted') {
        if (state === 'without-consent') startRecording()
        return
      }
      if (state === 'stopped') return
      if (state !== 'without-consent') stopRecording('without-consent')
      visit.forget()
      void buffer.purge().catch(() => debug('What was recorded could not be deleted'))
    },

    async stop() {
      if (state === 'stopped') return
      const recorded = state !== 'without-consent'
      stopRecording('stopped')
      ignorePageEvents()
      if (recorded) await delivery.flush()
      delivery.stop()
      visit.close()
      store.close()
    },
  }
}

/** Tells visit and delivery when the page goes away and when it comes back. */
function followPage(visit: Visit, delivery: Delivery): () => void {
  const comeBack = () => {
    visit.reopen()
    delivery.comeBack()
  }

  const uninstallers = [
    listen(window, 'pagehide', () => {
      visit.close()
      delivery.leave()
    }),
    listen(window, 'pageshow', comeBack),
    listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'hidden') delivery.leave()
      else comeBack()
    }),
    listen(window, 'online', delivery.notice),
  ]

  return () => {
    for (const uninstall of uninstallers) uninstall()
  }
}
