import { decide, MODEL } from './model.js'
import { startRun } from './start-run.js'
import { TOOL_DEFINITIONS, useTool } from './tools.js'

const SYSTEM =
  'You are Wren, the assistant of Larkfield Coffee. Use the tools; never make up prices, stock or orders.'

/** No question takes more; a model that goes round in circles is stopped. */
const MOST_STEPS = 5

/** About what a model counts. */
const tokens = (value) => Math.ceil(JSON.stringify(value).length / 4)

/**
 * Answers a question: asks the model, uses the tool it names, and again, until there is an answer.
 * What it does is a run of `casefile/agent`. Resolves to `{ text, links, run }`.
 */
export async function answerQuestion(question) {
  const run = await startRun()
  run
    .prompt(question, { system: SYSTEM })
    .metadata({ 'tcc.agent': 'wren', page: location.pathname })

  try {
    const { text, links } = await converse(run, [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: question },
    ])
    await run.response(text).end()
    return { text, links, run }
  } catch (error) {
    await run.error(error)
    return { text: 'Something went wrong on my side. I am sorry.', run }
  }
}

async function converse(run, messages) {
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const decision = askModel(run, messages)
    if (!decision.call) return decision

    const { name, args } = decision.call
    messages.push({ role: 'assistant', content: '', call: decision.call })
    messages.push({ role: 'tool', name, result: await callTool(run, name, args) })
  }
  throw new Error(`No answer after ${MOST_STEPS} steps`)
}

function askModel(run, messages) {
  const step = run.step().prompt(messages).toolDefinitions(TOOL_DEFINITIONS).model(MODEL)
  const decision = decide(messages)
  const [system, ...others] = messages

  step
    .response(decision.call ?? decision.text)
    .finishReason(decision.call ? 'tool_calls' : 'stop')
    .tokens({
      cached: tokens([system, TOOL_DEFINITIONS]),
      uncached: tokens(others),
      completion: tokens(decision.call ?? decision.text),
    })
    .cost(0)
    .end()
  return decision
}

/** A tool that fails is something for the model to speak about. */
async function callTool(run, name, args) {
  const call = run.toolCall(name).args(args)
  try {
    const result = await useTool(name, args)
    call.result(result).end()
    return result
  } catch (error) {
    call.error(error)
    return { error: error.message, status: error.status }
  }
}
