import type { Scenarios } from '../harness/scenario.ts'
import { shapeOf } from '../page/shape.ts'

export const eventScenarios: Scenarios = {
  'keep EventTarget as it was': {
    run: () => ({
      methods: ['addEventListener', 'removeEventListener', 'dispatchEvent'].map((method) =>
        shapeOf(EventTarget.prototype, method),
      ),
      window: Object.hasOwn(window, 'addEventListener'),
      document: Object.hasOwn(document, 'addEventListener'),
    }),
    expected: { document: false },
  },

  'reach their handlers in order, prevented by the page alone': {
    run() {
      const stage = document.querySelector('#stage')!
      stage.innerHTML = '<form><a href="#there"><b>link</b></a><button>Send</button></form>'
      const link = stage.querySelector('b')!
      const seen: string[] = []
      const note = (who: string) => (event: Event) => {
        seen.push(`${who} ${event.eventPhase} ${event.defaultPrevented}`)
      }
      addEventListener('click', note('window'), true)
      document.addEventListener('click', note('document'), true)
      link.addEventListener('click', note('target'))
      stage.addEventListener('click', note('stage'))
      stage.addEventListener('click', (event) => event.preventDefault())
      addEventListener('click', note('window'))
      const clicks = [
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })),
      ]
      link.click()
      return { seen, clicks, hash: location.hash }
    },
    expected: {
      seen: Array.from({ length: 2 }, () => [
        'window 1 false',
        'document 1 false',
        'target 2 false',
        'stage 3 false',
        'window 3 true',
      ]).flat(),
      clicks: [false],
      hash: '',
    },
  },

  'stop where the page stops them': {
    run() {
      const stage = document.querySelector('#stage')!
      const seen: string[] = []
      addEventListener(
        'click',
        (event) => {
          seen.push('stopped')
          event.stopImmediatePropagation()
        },
        true,
      )
      addEventListener('click', () => seen.push('too late'), true)
      stage.addEventListener('click', () => seen.push('too deep'))
      ;(stage as HTMLElement).click()
      return seen
    },
    expected: ['stopped'],
  },

  'tell what a form holds, and leave it to the page': {
    run() {
      const stage = document.querySelector('#stage')!
      stage.innerHTML =
        '<form><input name="text" required><input name="box" type="checkbox"><button></button></form>'
      const form = stage.querySelector('form')!
      const [text, box] = stage.querySelectorAll('input')
      const seen: string[] = []
      for (const type of ['submit', 'invalid', 'input', 'change', 'focus', 'blur', 'reset']) {
        form.addEventListener(
          type,
          (event) => {
            seen.push(`${type} ${(event.target as Element).localName} ${event.defaultPrevented}`)
            if (type === 'submit') event.preventDefault()
          },
          true,
        )
      }
      form.requestSubmit()
      text!.value = 'typed'
      text!.dispatchEvent(new Event('input', { bubbles: true }))
      box!.click()
      form.requestSubmit()
      const data = [...new FormData(form)]
      form.reset()
      return { seen: seen.filter((each) => !/focus|blur/.test(each)), data, after: text!.value }
    },
    when: 'settled',
    expected: {
      seen: [
        'invalid input false',
        'input input false',
        'input input false',
        'change input false',
        'submit form false',
        'reset form false',
      ],
      data: [
        ['text', 'typed'],
        ['box', 'on'],
      ],
      after: '',
    },
  },
}
