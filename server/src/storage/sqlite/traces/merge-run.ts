import type { RunPart } from '../../traces/span-parts.ts'
import { toTime } from './amounts.ts'
import type { RunBody, RunRow } from './run-row.ts'

/** Of texts in lists. */
const PREVIEW = 500
/** Of why something failed; the body has the whole. */
const MOST_MESSAGE = 2000

/** What is known of a run, with one more part of it. */
export function mergeRun(
  { row, body }: { row: RunRow; body: RunBody },
  part: RunPart,
): { row: RunRow; body: RunBody } {
  const merged = { ...body, ...bodyOf(part) }
  const { statusMessage = null, prompt = null, response = null } = merged
  return {
    body: merged,
    row: {
      ...row,
      startTime: toTime(part.startTime) ?? row.startTime,
      // That it goes on is no news once its end is known: parts come in any order.
      endTime: toTime(part.endTime) ?? row.endTime,
      statusCode: part.statusCode ?? row.statusCode,
      statusMessage: statusMessage && startOf(statusMessage, MOST_MESSAGE),
      prompt: prompt && startOf(prompt, PREVIEW),
      response: response && startOf(response, PREVIEW),
      sessionId: part.sessionId ?? row.sessionId,
      isSessionOwn: part.sessionId === undefined ? row.isSessionOwn : 1,
      agent: part.agent ?? row.agent,
      conversational:
        part.conversational === undefined ? row.conversational : part.conversational ? 1 : 0,
      userId: part.userId ?? row.userId,
      userName: part.userName ?? row.userName,
      userEmail: part.userEmail ?? row.userEmail,
      orgId: part.orgId ?? row.orgId,
      orgName: part.orgName ?? row.orgName,
      framework: part.framework ?? row.framework,
      metadata: part.metadata === undefined ? row.metadata : JSON.stringify(part.metadata),
    },
  }
}

function bodyOf(part: RunPart): RunBody {
  const { prompt, response, statusMessage, systemPrompt, fullInput, fullOutput, attributes } = part
  return given({
    prompt,
    response,
    statusMessage,
    systemPrompt,
    fullInput,
    fullOutput,
    attributes,
  })
}

/** The fields that are there. */
export function given<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>
}

/** The first characters; a surrogate pair is not cut apart. */
function startOf(text: string, most: number): string {
  if (text.length <= most) return text
  const code = text.charCodeAt(most - 1)
  return text.slice(0, code >= 0xd800 && code < 0xdc00 ? most - 1 : most)
}

/** Why a span failed, as its row has it. */
export function messageOf(text: string | undefined): string | null {
  return text === undefined ? null : startOf(text, MOST_MESSAGE)
}
