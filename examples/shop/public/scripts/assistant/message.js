import { sendThumb } from './send-thumb.js'

const THUMBS = [
  { score: 'thumbs_up', label: 'Good answer' },
  { score: 'thumbs_down', label: 'Bad answer' },
]

/** One thing that was said; an answer has thumbs below it. */
export function messageElement(message, onRated) {
  const { from, text, links = [], runId } = message
  const element = make('div', `message from-${from}`)
  element.append(make('span', 'visually-hidden', from === 'you' ? 'You: ' : 'Wren: '))
  element.append(make('p', '', text))
  if (links.length > 0) element.append(linkList(links))
  if (runId) element.append(thumbs(message, onRated))
  return element
}

/** What stands where the answer will. */
export function waitingElement() {
  const element = make('div', 'message from-wren is-waiting')
  element.append(make('p', '', 'Having a look …'))
  return element
}

function linkList(links) {
  const list = make('ul', 'links')
  for (const { id, name, href = `/products/${id}` } of links) {
    const link = make('a', '', name)
    link.href = href
    const item = make('li')
    item.append(link)
    list.append(item)
  }
  return list
}

function thumbs(message, onRated) {
  const group = make('div', 'thumbs')
  group.setAttribute('role', 'group')
  group.setAttribute('aria-label', 'Was this a good answer?')

  const buttons = THUMBS.map(({ score, label }) => {
    const button = make('button', score.replace('_', '-'))
    button.type = 'button'
    button.setAttribute('aria-label', label)
    button.title = label
    button.addEventListener('click', () => {
      message.score = score
      onRated()
      press()
      sendThumb(message.runId, score)
    })
    return { button, score }
  })
  const press = () => {
    for (const { button, score } of buttons) {
      button.setAttribute('aria-pressed', String(score === message.score))
    }
  }

  press()
  group.append(...buttons.map(({ button }) => button))
  return group
}

function make(tag, classes = '', text = '') {
  const element = document.createElement(tag)
  if (classes) element.className = classes
  element.textContent = text
  return element
}
