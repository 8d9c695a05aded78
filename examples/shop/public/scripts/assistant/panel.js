import { answerQuestion } from './agent.js'
import { readConversation, writeConversation } from './conversation.js'
import { messageElement, waitingElement } from './message.js'

const button = document.querySelector('[data-ask]')
const panel = document.querySelector('[data-assistant]')
const list = panel.querySelector('[data-messages]')
const suggestions = panel.querySelector('[data-suggestions]')
const form = panel.querySelector('[data-ask-form]')
const input = form.elements.question

const messages = readConversation()
let isBusy = false

button.hidden = false
for (const message of messages) show(message)
suggestions.hidden = messages.length > 0

button.addEventListener('click', () => (panel.hidden ? open() : close()))
panel.querySelector('[data-close-assistant]').addEventListener('click', close)
panel.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') close()
})
suggestions.addEventListener('click', ({ target }) => {
  if (target.matches('button')) void ask(target.textContent)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const question = input.value.trim()
  if (question) void ask(question)
})

function open() {
  panel.hidden = false
  button.setAttribute('aria-expanded', 'true')
  list.scrollTop = list.scrollHeight
  input.focus()
}

function close() {
  panel.hidden = true
  button.setAttribute('aria-expanded', 'false')
  button.focus()
}

async function ask(question) {
  if (isBusy) return
  isBusy = true
  input.value = ''
  suggestions.hidden = true
  input.focus()
  say({ from: 'you', text: question })

  const waiting = waitingElement()
  list.append(waiting)
  list.scrollTop = list.scrollHeight
  const { text, links, run } = await answerQuestion(question)
  waiting.remove()
  say({ from: 'wren', text, links, runId: run.runId })
  isBusy = false
}

function say(message) {
  messages.push(message)
  writeConversation(messages)
  show(message)
  list.scrollTop = list.scrollHeight
}

function show(message) {
  list.append(messageElement(message, () => writeConversation(messages)))
}
