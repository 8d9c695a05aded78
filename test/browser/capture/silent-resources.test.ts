import { expect, inject, it, onTestFinished } from 'vitest'

import { captureSilentResources } from '../../../src/capture/silent-resources.ts'
import type { Emit } from '../../../src/capture/types.ts'
import type { CaptureEvent } from '../../../src/protocol/index.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

const server = inject('answeringServer')

function collect() {
  const listeners: ((event: CaptureEvent) => void)[] = []
  const subscribe = (listener: (event: CaptureEvent) => void) => {
    listeners.push(listener)
    return () => {}
  }
  const collected = collectEvents('error', (emit: Emit) =>
    captureSilentResources(emit, { subscribe }),
  )
  return { ...collected, tell: (event: CaptureEvent) => listeners.forEach((one) => one(event)) }
}

function missing(name: string): string {
  return `${server}/?status=404&file=${name}-${Math.random()}`
}

function append(root: ParentNode, html: string) {
  const holder = document.createElement('div')
  holder.innerHTML = html
  root.append(holder)
  onTestFinished(() => holder.remove())
}

it('records a font that did not load', async () => {
  const { events } = collect()
  const url = missing('font')

  append(
    document.body,
    `<style>@font-face { font-family: Gone; src: url("${url}") }</style>
      <p style="font-family: Gone">text</p>`,
  )

  await expect
    .poll(() => events.filter((event) => event.url === url))
    .toMatchObject([{ source: 'resource', name: 'css' }])
})

it('records a picture in a shadow root', async () => {
  const { events } = collect()
  const url = missing('shadow')
  const host = document.body.appendChild(document.createElement('div'))
  onTestFinished(() => host.remove())

  append(host.attachShadow({ mode: 'open' }), `<img crossorigin src="${url}">`)

  await expect
    .poll(() => events.filter((event) => event.url === url))
    .toMatchObject([{ source: 'resource', name: 'img' }])
})

it('leaves alone what has an event already, and what loads', async () => {
  const { events, tell } = collect()
  const known = missing('known')
  const unknown = missing('unknown')
  tell({ type: 'error', time: 0, source: 'resource', name: 'img', message: '', url: known })

  append(
    document.body,
    `<img crossorigin src="${known}"><img crossorigin src="${server}/?status=200&body=x">`,
  )
  append(document.body, `<img crossorigin src="${unknown}">`)

  await expect.poll(() => events.map(({ url }) => url)).toContain(unknown)
  expect(events.map(({ url }) => url)).not.toContain(known)
})
