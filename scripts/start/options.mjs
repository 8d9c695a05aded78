import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

const HELP = `Starts Casefile with two example pages: a shop and a single-page app.

Usage
  npm start                     Build what is missing, start everything.
  npm start -- [options]

Options
  --port N     Port of the collector; the shop takes N + 100, the app N + 200.
               A taken port is replaced by the next free one; 0 takes any. Default 4100.
  --data DIR   Folder for all data. Default ./.casefile
  --json       Print one line of JSON when everything listens, and nothing else.
  --help       Print this.

Ctrl-C stops everything. The data stays: the next start finds it and the same keys.`

/** What was asked for on the command line; `--help` and mistakes end the process here. */
export function readOptions() {
  const { port, data, json, help } = parse()
  if (help) {
    console.log(HELP)
    process.exit(0)
  }
  const number = Number(port)
  if (!/^\d+$/.test(port) || number > 65_000) {
    refuse(`--port takes a number from 0 to 65000, not "${port}".`)
  }
  return { port: number, data: resolve(data), json }
}

function parse() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '4100' },
        data: { type: 'string', default: '.casefile' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    return refuse(error.message)
  }
}

function refuse(message) {
  console.error(`${message}\n\nnpm start -- --help lists the options.`)
  process.exit(2)
}
