import { readConversation } from '../message-text.ts'
import { jsonTextOf, objectOf, parsedJson, textOf, type Fields } from '../read-values.ts'

/** Each kind of instrumentation has its own names for what went in and what came out. */
const INPUTS = [
  'ai.prompt.messages',
  'ai.prompt',
  'gen_ai.input.messages',
  'gen_ai.prompt',
  'input.value',
  'traceloop.entity.input',
]
const OUTPUTS = [
  'ai.response.text',
  'ai.response.object',
  'gen_ai.output.messages',
  'gen_ai.completion',
  'output.value',
  'traceloop.entity.output',
  'ai.response.toolCalls',
]
const OTHERS = ['ai.prompt.tools', 'gen_ai.tool.definitions', 'gen_ai.system_instructions']
const NUMBERED = /^gen_ai\.(prompt|completion)\.(\d{1,4})\.(.+)$/

const TEXTS = new Set([...INPUTS, ...OUTPUTS, ...OTHERS])

/** The attributes that are kept as texts, and need not be kept once more. */
export function isText(key: string): boolean {
  return TEXTS.has(key) || (key.startsWith('gen_ai.') && NUMBERED.test(key))
}

/** What went in, as it came. */
export function inputOf(attributes: Fields): string | undefined {
  return firstOf(attributes, INPUTS) ?? jsonTextOf(numbered(attributes, 'prompt'))
}

/** The words that came out; without any, as it came. */
export function outputOf(attributes: Fields): string | undefined {
  const output = firstOf(attributes, OUTPUTS)
  const messages = output ?? numbered(attributes, 'completion')
  return readConversation(messages).answer ?? output ?? jsonTextOf(messages)
}

/** What went into a run: the user's words, the system's, and all of it where there is more. */
export function promptOf(attributes: Fields) {
  const input = inputOf(attributes)
  const parsed = parsedJson(input)
  const { prompt, system, messages } = objectOf(parsed) ?? {}
  const said = readConversation(messages ?? prompt ?? parsed)
  const user = said.user ?? textOf(prompt) ?? input
  return {
    prompt: user,
    systemPrompt: textOf(system) ?? said.system ?? systemOf(attributes),
    fullInput: user === input ? undefined : input,
  }
}

/** `gen_ai.system_instructions`: parts, or text. */
function systemOf(attributes: Fields): string | undefined {
  const instructions = attributes['gen_ai.system_instructions']
  const asMessage = [{ role: 'system', content: parsedJson(instructions) }]
  return readConversation(asMessage).system
}

function firstOf(attributes: Fields, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = jsonTextOf(attributes[key])
    if (text !== undefined && text !== '') return text
  }
  return undefined
}

/** `gen_ai.prompt.0.role`, `gen_ai.prompt.0.content`, … as a list of messages. */
function numbered(attributes: Fields, which: 'prompt' | 'completion'): Fields[] | undefined {
  const messages: Fields[] = []
  for (const key in attributes) {
    if (!key.startsWith(`gen_ai.${which}.`)) continue
    const [, , index, field] = NUMBERED.exec(key) ?? []
    if (field !== undefined) (messages[Number(index)] ??= {})[field] = attributes[key]
  }
  return messages.length > 0 ? messages.filter(Boolean) : undefined
}
