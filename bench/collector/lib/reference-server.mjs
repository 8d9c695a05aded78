import { createServer } from 'node:http'

/** Reads the body, parses it, and says that it has: what any collector must do at the least. */
const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const { logs, items = logs } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const body = JSON.stringify({ accepted: items.length })
    response.writeHead(202, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    })
    response.end(body)
  })
})

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })))
