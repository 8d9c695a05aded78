/** Everything a recorder could have replaced on the page. */
const TARGETS: { [name: string]: object } = {
  window,
  document,
  Document: Document.prototype,
  Node: Node.prototype,
  Element: Element.prototype,
  ShadowRoot: ShadowRoot.prototype,
  EventTarget: EventTarget.prototype,
  HTMLInputElement: HTMLInputElement.prototype,
  HTMLSelectElement: HTMLSelectElement.prototype,
  HTMLOptionElement: HTMLOptionElement.prototype,
  HTMLTextAreaElement: HTMLTextAreaElement.prototype,
  HTMLMediaElement: HTMLMediaElement.prototype,
  HTMLCanvasElement: HTMLCanvasElement.prototype,
  HTMLDialogElement: HTMLDialogElement.prototype,
  CSSStyleSheet: CSSStyleSheet.prototype,
  CSSGroupingRule: CSSGroupingRule.prototype,
  CSSMediaRule: CSSMediaRule.prototype,
  CSSStyleDeclaration: CSSStyleDeclaration.prototype,
  customElements: CustomElementRegistry.prototype,
  history: History.prototype,
  MutationObserver: MutationObserver.prototype,
  Array,
}

type Descriptors = { [target: string]: { [key: string]: PropertyDescriptor } }

/** Compares the page's objects property by property, getters and setters included. */
export function pagePrototypes() {
  function read(): Descriptors {
    return Object.fromEntries(
      Object.entries(TARGETS).map(([name, target]) => [
        name,
        Object.getOwnPropertyDescriptors(target),
      ]),
    )
  }

  return {
    read,
    changedSince(before: Descriptors): string[] {
      const now = read()
      return Object.keys(now).flatMap((name) => {
        const keys = Object.keys({ ...before[name], ...now[name] })
        return keys
          .filter((key) => !isSame(before[name]?.[key], now[name]?.[key]))
          .map((key) => `${name}.${key}`)
      })
    },
  }
}

function isSame(one: PropertyDescriptor | undefined, other: PropertyDescriptor | undefined) {
  return Object.is(one?.value, other?.value) && one?.get === other?.get && one?.set === other?.set
}
