import { listen } from './browser/listen.ts'
import { readNatives } from './browser/natives.ts'
import { createBuffer } from './buffer/buffer.ts'
import { createFallbackStore } from './buffer/fallback-store.ts'
import { createIndexedDbStore } from './buffer/indexed-db-store.ts'
import { createMemoryStore } from './buffer/memory-store.ts'
import { OLDEST } from './buffer/sort-segments.ts'
import type { Emit, Uninstall } from './capture/types.ts'
import { createCollector } from './delivery/collector.ts'
import { createDelivery } from './delivery/delivery.ts'
import { createDrainLock } from './delivery/drain-lock.ts'
import { createRemoteSessions } from './delivery/remote-sessions.ts'
import { createReportSender } from './delivery/send-report.ts'
import type { Handle } from './handle.ts'
import { installSources } from './install-sources.ts'
import { createPrepare } from './prepare.ts'
import type { LossReason } from './protocol/index.ts'
import { describeReport } from './describe-report.ts'
import { type LoadRecorder, type Replay, startReplay } from './replay/lazy-replay.ts'
import { ReportError } from './report-error.ts'
import type { ResolvedOptions } from './resolve-options.ts'
import { openVisit } from './session/visit.ts'

const DATABASE = 'casefile'

/** In `on-error` mode this much of what came before the first error is sent with it. */
const LOOK_BACK = 60_000

/** The composition root: makes all parts, connects them, and returns the handle. */
export function start(options: ResolvedOptions, loadRecorder: LoadRecorder): Handle {
  const { key, endpoint, mode } = options
  const natives = readNatives() // before any source patches them
  const debug = (message: string) => options.debug && console.debug(`[casefile] ${message}`) // eslint-disable-line no-console

  const visit = openVisit()
  const store = createFallbackStore(createIndexedDbStore(DATABASE), createMemoryStore(), () =>
    debug('IndexedDB failed; entries are kept in memory from here on'),
  )

  let consent = options.consent === 'not-required'
  let paused = false
  let stopped = false

  const emit: Emit = (event) => {
    if (paused || stopped || !consent) return
    const { sessionId, ...place } = visit.stamp(event.time)
    if (mode === 'on-error' && event.type === 'error') visit.release()
    buffer.add({ event: { ...event, ...place }, sessionId })
  }

  const onLoss = (reason: LossReason, count: number) => {
    debug(`${count} entries lost: ${reason}`)
    emit({ type: 'loss', time: Date.now(), reason, count })
  }

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

  let replay: Replay | undefined
  let uninstallSources: Uninstall = () => {}

  const startRecording = () => {
    uninstallSources = installSources(emit, options)
    if (options.replay) replay = startReplay(options.replay, { load: loadRecorder, natives })
    // What an earlier page left is sent even if this one records nothing.
    delivery.notice()
  }

  const stopRecording = () => {
    uninstallSources()
    uninstallSources = () => {}
    replay?.stop()
    replay = undefined
  }

  const leave = () => {
    visit.close()
    delivery.leave()
  }

  const comeBack = () => {
    visit.reopen()
    delivery.comeBack()
  }

  const uninstallPageEvents = [
    listen(window, 'pagehide', leave),
    listen(window, 'pageshow', comeBack),
    listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'hidden') delivery.leave()
      else comeBack()
    }),
    listen(window, 'online', () => delivery.notice()),
  ]

  if (consent) startRecording()

  return {
    async report({ description }) {
      if (stopped) throw new ReportError('inactive', 'Casefile was stopped on this page')
      if (!consent) throw new ReportError('inactive', 'Recording needs the consent of the person')

      visit.release()
      try {
        const sent = await sendReport({
          ...describeReport({ options, facts: visit.facts() }),
          description,
          sessionId: visit.sessionId(),
          replay: () => replay?.chunks() ?? noChunks(),
        })
        void sent.replaySent.then(() => replay?.unpin())
        return sent
      } finally {
        // One report is a yes to what led up to it, not to all that follows.
        if (mode === 'on-report') visit.hold()
      }
    },

    beginReport: () => replay?.pin(),

    identify: (user) => visit.setFacts({ ...visit.facts(), user: { ...user } }),

    addContext(context) {
      const facts = visit.facts()
      visit.setFacts({ ...facts, context: { ...(facts.context as object), ...context } })
    },

    reset() {
      visit.setFacts({})
      replay?.clear()
      visit.renew()
    },

    flush: () => delivery.flush(),

    pause() {
      paused = true
      replay?.pause()
    },

    resume() {
      paused = false
      replay?.resume()
    },

    setConsent(answer) {
      if (stopped || consent === (answer === 'granted')) return
      consent = answer === 'granted'
      if (consent) {
        startRecording()
      } else {
        stopRecording()
        void buffer.purge().catch(() => {})
      }
    },

    async stop() {
      if (stopped) return
      stopped = true
      stopRecording()
      for (const uninstall of uninstallPageEvents) uninstall()
      if (consent) await delivery.flush()
      delivery.stop()
      visit.close()
      store.close()
    },

    sessionId: () => visit.sessionId(),
    newSession: () => visit.renew(),
  }
}

async function* noChunks() {
  // Nothing was recorded.
}
