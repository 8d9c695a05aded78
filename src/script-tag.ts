import type { WidgetOptions } from '../widget/index.ts'
import type { Handle } from './handle.ts'
import { createInertHandle } from './inert-handle.ts'
import { initWith } from './init-with.ts'
import { createLazyWidget, type LazyWidget } from './lazy-widget.ts'
import { guard } from './lib/guard.ts'
import type { Options } from './options.ts'

declare const __CASEFILE_VERSION__: string
/** The hashes in the names of the lazy chunks, put in by the build. */
declare const __CASEFILE_CHUNKS__: {
  [Chunk in 'recorder' | 'late' | 'idle' | 'launcher' | 'dialog']: string
}

/** `init` options of the script tag: the widget comes with it unless `widget` is false. */
type ScriptOptions = Options & { widget?: boolean | WidgetOptions }

type Call = [method: string, args: unknown[], resolve?: (result: unknown) => void]

const script = document.currentScript as HTMLScriptElement | null

/**
 * Where this script came from. A relative `src` is resolved whenever it is read, also against a
 * `<base>` that the browser had not met when it fetched the script; the call stack knows better.
 */
const address = script?.src && (/https?:\S+?(?=:\d+:\d)/.exec(Error().stack!)?.[0] ?? script.src)

/** Calls made before this script had loaded; see "Before the script has loaded" in the README. */
const stub = (globalThis as { Casefile?: { q?: Call[]; version?: string } }).Casefile

let handle: Handle = createInertHandle('Casefile is not initialised')
let widget: LazyWidget | undefined

function initScript(given?: ScriptOptions): Handle {
  // Whatever a page hands in, it gets a handle.
  const { widget: widgetOptions = true, ...options } =
    guard(() => ({ ...given }) as ScriptOptions)() ?? ({} as ScriptOptions)
  widget?.unmount()
  void handle.stop()

  // Fails in a page that has broken `URL`; the options then fail as well, and say so.
  const base = guard(() => new URL(address || `${options.endpoint}/`, location.href))()
  const load = (chunk: keyof typeof __CASEFILE_CHUNKS__) => {
    const file = `casefile-${chunk}-${__CASEFILE_CHUNKS__[chunk]}.js`
    return import(/* @vite-ignore */ new URL(file, base).href)
  }

  handle = initWith(options, {
    recorder: () => load('recorder'),
    late: () => load('late'),
    idle: () => load('idle'),
  })
  if (widgetOptions && handle.sessionId()) {
    const mounted = handle
    widget = createLazyWidget(async () => {
      const { createWidget, register } = (await load(
        'launcher',
      )) as typeof import('../widget/launcher-chunk.ts')
      return register(
        createWidget(mounted, widgetOptions === true ? {} : widgetOptions, () => load('dialog')),
      )
    })
  }
  return handle
}

const api: { [name: string]: unknown } = {
  version: __CASEFILE_VERSION__,
  init: initScript,
  /** Opens the report dialog. */
  open: () => widget?.open(),
  ...forwardToHandle(),
}

/** The handle's methods, as functions that call the handle which is current then. */
function forwardToHandle() {
  return Object.fromEntries(
    (Object.keys(handle) as (keyof Handle)[]).map((name) => [
      name,
      (...args: never[]) => (handle[name] as (...args: never[]) => unknown)(...args),
    ]),
  )
}

// A second copy of the script would record everything twice; the first one stays.
if (!stub?.version) {
  Object.assign(globalThis, { Casefile: api })
  if (script?.dataset.key) initScript(readDataset(script.dataset))
  for (const call of stub?.q ?? []) replayCall(call)
}

function replayCall([method, args, resolve]: Call): void {
  const run = api[method]
  if (typeof run !== 'function') return
  const result: unknown = run(...args)
  resolve?.(result)
}

/** `data-*` attributes of the tag; what is not said is undefined, and so left to `init`. */
function readDataset(data: DOMStringMap): ScriptOptions {
  const options: { [name: string]: unknown } = {
    key: data.key,
    // A versioned copy of the script lies in a folder of its own below the collector's root.
    endpoint: data.endpoint ?? address!.replace(/(sdk\/[^/]+\/)?[^/]*$/, ''),
    mode: data.mode,
    session: data.session,
    consent: data.consent === '' ? 'required' : data.consent,
    respectGpc: data.respectGpc !== undefined,
    respectDnt: data.respectDnt !== undefined,
    release: data.release,
    tags: readTags(data),
    sampleRate: data.sampleRate && Number(data.sampleRate),
    debug: data.debug !== undefined,
    privacy: {
      maskSelector: data.maskSelector,
      blockSelector: data.blockSelector,
      ignoreSelector: data.ignoreSelector,
    },
    capture: {
      replay: data.replay === 'off' ? false : { maskText: data.maskText !== 'off' },
    },
    widget: data.widget !== 'off',
  }
  return options as unknown as ScriptOptions
}

/** `data-tag-plan="pro"` is the tag `plan`. */
function readTags(data: DOMStringMap) {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([name]) => /^tag[A-Z]/.test(name))
      .map(([name, tag]) => [name.charAt(3).toLowerCase() + name.slice(4), tag]),
  )
}
