import type { Scenarios } from '../harness/scenario.ts'
import { attempt } from '../page/attempt.ts'
import { containing } from '../page/containing.ts'
import { next, pause } from '../page/until.ts'

export const domScenarios: Scenarios = {
  'holds what the page has put there, and our one element': {
    when: 'settled',
    async run() {
      await pause(20)
      const page = document.documentElement.cloneNode(true) as HTMLElement
      for (const ours of page.querySelectorAll('[data-casefile-widget],script')) ours.remove()
      return {
        html: page.innerHTML.replace(/\s+/g, ' '),
        attributes: document.documentElement
          .getAttributeNames()
          .filter((name) => name !== 'data-settings'),
        active: document.activeElement?.localName,
        title: document.title,
        cookie: document.cookie,
        sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
        children: [...document.body.children]
          .filter((element) => !element.matches('[data-casefile-widget],script'))
          .map((element) => element.localName),
      }
    },
    expected: {
      attributes: [],
      active: 'body',
      title: 'Fidelity',
      cookie: '',
      sheets: [0, 0],
      children: ['main'],
    },
  },

  'gets no global but Casefile': {
    when: 'settled',
    run: () => ({
      names: Object.getOwnPropertyNames(window)
        .filter((name) => name !== 'Casefile')
        .sort(),
      prototypes: [Object, Array, Function, Promise, String, Map, Element, Node, Document].map(
        ({ prototype }) => Reflect.ownKeys(prototype).map(String).sort(),
      ),
    }),
    expected: {},
  },

  'keeps shadow roots, closed ones closed': {
    when: 'settled',
    async run() {
      const stage = document.querySelector('#stage')!
      const open = document.createElement('div')
      const closed = document.createElement('div')
      stage.append(open, closed)
      const root = open.attachShadow({ mode: 'open' })
      root.innerHTML = '<p>in the shadow</p><slot></slot>'
      closed.attachShadow({ mode: 'closed' }).innerHTML = '<b>hidden</b>'
      const seen = {
        same: open.shadowRoot === root,
        closed: closed.shadowRoot,
        twice: await attempt(() => open.attachShadow({ mode: 'open' })),
        input: await attempt(() => document.createElement('input').attachShadow({ mode: 'open' })),
        nothing: await attempt(() => Reflect.apply(open.attachShadow, open, [])),
        name: [open.attachShadow.name, open.attachShadow.length],
      }
      stage.replaceChildren()
      return seen
    },
    expected: {
      same: true,
      closed: null,
      twice: containing('NotSupportedError'),
      name: ['attachShadow', 1],
    },
  },

  'takes values, styles and rules as before': {
    when: 'settled',
    async run() {
      const stage = document.querySelector('#stage')!
      stage.innerHTML = `<style></style><input><input type="checkbox"><textarea></textarea>
        <select><option>a<option>b</select>`
      const [text, box] = stage.querySelectorAll('input')
      const area = stage.querySelector('textarea')!
      const select = stage.querySelector('select')!
      const { sheet } = stage.querySelector('style')!
      text!.value = 'value'
      box!.checked = true
      area.value = 'area'
      select.selectedIndex = 1
      sheet!.insertRule('p { color: red }')
      const at = sheet!.insertRule('b { color: blue }', 1)
      const rule = sheet!.cssRules[0] as CSSStyleRule
      rule.style.setProperty('color', 'green', 'important')
      const removed = rule.style.removeProperty('absent')
      const built = new CSSStyleSheet()
      built.replaceSync('i { color: red }')
      const replaced = await built.replace('u { color: red }')
      document.adoptedStyleSheets = [built]
      const seen = {
        values: [text!.value, box!.checked, area.value, select.value],
        at,
        removed,
        css: rule.cssText,
        rules: sheet!.cssRules.length,
        wrong: await attempt(() => sheet!.insertRule('not a rule')),
        index: await attempt(() => sheet!.deleteRule(7)),
        ofAnother: await attempt(() =>
          Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call({}, 'x'),
        ),
        built: [
          replaced === built,
          built.cssRules[0]!.cssText,
          document.adoptedStyleSheets[0] === built,
        ],
      }
      document.adoptedStyleSheets = []
      stage.replaceChildren()
      return seen
    },
    expected: {
      values: ['value', true, 'area', 'b'],
      at: 1,
      removed: '',
      css: containing('green !important'),
      rules: 2,
      wrong: containing('SyntaxError'),
      index: containing('IndexSizeError'),
      ofAnother: containing('TypeError'),
      built: [true, containing('color: red'), true],
    },
  },

  'upgrades custom elements, and tells observers in order': {
    when: 'settled',
    async run() {
      const stage = document.querySelector('#stage')!
      const seen: string[] = []
      customElements.define(
        'fidelity-element',
        class extends HTMLElement {
          static observedAttributes = ['state']
          connectedCallback() {
            seen.push('connected')
          }
          disconnectedCallback() {
            seen.push('disconnected')
          }
          attributeChangedCallback(_name: string, old: string | null, value: string | null) {
            seen.push(`${old} ${value}`)
          }
        },
      )
      const observer = new MutationObserver((records) =>
        seen.push(...records.map(({ type }) => type)),
      )
      observer.observe(stage, { childList: true, attributes: true, subtree: true })
      const element = document.createElement('fidelity-element')
      stage.append(element)
      element.setAttribute('state', 'on')
      element.remove()
      await Promise.resolve()
      observer.disconnect()
      return {
        seen,
        twice: await attempt(() => customElements.define('fidelity-element', class {} as never)),
      }
    },
    expected: {
      seen: ['connected', 'null on', 'disconnected', 'childList', 'attributes', 'childList'],
      twice: containing('NotSupportedError'),
    },
  },

  'lets a page write itself anew, and go on': {
    when: 'settled',
    async run({ origin }) {
      document.open()
      document.write('<!doctype html><title>Written</title><p id="written">anew</p>')
      document.close()
      await pause(100)
      const response = await fetch(`${origin}/text?body=after`)
      localStorage.setItem('after', 'value')
      return {
        title: document.title,
        text: document.querySelector('#written')?.textContent,
        fetched: await response.text(),
        stored: localStorage.getItem('after'),
      }
    },
    expected: { title: 'Written', text: 'anew', fetched: 'after', stored: 'value' },
  },

  'puts no frame into the page, not even where shared functions are not the browser’s own': {
    when: 'settled',
    before() {
      const added: string[] = []
      Object.assign(window, { added })
      new MutationObserver((records) => {
        for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
          added.push(node.nodeName)
        }
      }).observe(document, { childList: true, subtree: true })
      for (const [prototype, key] of [
        [Node.prototype, 'contains'],
        [Node.prototype, 'getRootNode'],
      ] as const) {
        const original = prototype[key] as (...args: unknown[]) => unknown
        Reflect.set(prototype, key, function (this: Node, ...args: unknown[]) {
          return original.apply(this, args)
        })
      }
      Array.from = ((items: Iterable<unknown>) => [...items]) as typeof Array.from
      Object.assign(window, { arrayFrom: Array.from })
    },
    async run() {
      document.querySelector('#stage')!.append(document.createElement('p'))
      await pause(100)
      const { added, arrayFrom } = window as unknown as { added: string[]; arrayFrom: unknown }
      return {
        frames: window.length,
        added: added.filter((name) => name === 'IFRAME'),
        arrayFrom: Array.from === arrayFrom,
      }
    },
    expected: { frames: 0, added: [], arrayFrom: true },
  },

  'keeps what it wraps around attachShadow while the replay begins anew': {
    when: 'settled',
    async run() {
      const { attachShadow } = Element.prototype
      let called = 0
      const own = function (this: Element, init: ShadowRootInit) {
        called += 1
        return attachShadow.call(this, init)
      }
      Element.prototype.attachShadow = own
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      await pause(2000)
      const kept = Element.prototype.attachShadow === own
      document.createElement('div').attachShadow({ mode: 'open' })
      Element.prototype.attachShadow = attachShadow
      return { kept, called }
    },
    expected: { kept: true, called: 1 },
  },

  'leaves frames their own window': {
    when: 'settled',
    async run() {
      const frame = document.createElement('iframe')
      const loaded = next(frame, 'load')
      frame.srcdoc = '<p>frame</p>'
      document.body.append(frame)
      await loaded
      const inner = frame.contentWindow as Window & typeof globalThis
      const seen = {
        own: inner.fetch !== window.fetch,
        text: Function.prototype.toString.call(inner.fetch).replace(/\s+/g, ' '),
        names: ['fetch', 'XMLHttpRequest', 'localStorage'].map((name) =>
          Object.hasOwn(inner, name),
        ),
        html: inner.document.body.innerHTML,
        casefile: 'Casefile' in inner,
      }
      frame.remove()
      return seen
    },
    expected: { own: true, names: [true, true, true], html: '<p>frame</p>', casefile: false },
  },
}
