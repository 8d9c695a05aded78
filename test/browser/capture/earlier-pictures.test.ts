import { expect, it, onTestFinished } from 'vitest'

import { captureEarlierPictures } from '../../../src/capture/earlier-pictures.ts'
import { captureErrors } from '../../../src/capture/errors.ts'
import { createRecordedErrors } from '../../../src/capture/recorded-errors.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

async function addPictures(...sources: string[]) {
  const images = sources.map((src) =>
    document.body.appendChild(Object.assign(new Image(), { src })),
  )
  onTestFinished(() => images.forEach((image) => image.remove()))
  await Promise.allSettled(images.map((image) => image.decode()))
}

it('records a picture that had failed before, once, and none that is there', async () => {
  const recorded = createRecordedErrors()
  await addPictures(
    '/no-such-picture.png',
    'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
  )

  const early = collectEvents('error', (emit) => captureErrors(emit, recorded))
  const late = collectEvents('error', (emit) => captureEarlierPictures(emit, recorded))
  // The browser may still owe the page the event of that very failure; this one has one.
  await addPictures('data:image/png,x')

  const urls = () => [...early.events, ...late.events].map(({ url }) => url)
  await expect.poll(urls).toContain(`${location.origin}/no-such-picture.png`)
  await expect.poll(urls).toContain('data:image/png,x')
  expect(urls()).toHaveLength(2)
})

it('records nothing once it is uninstalled', async () => {
  await addPictures('/no-such-picture.png')
  const recorded = createRecordedErrors()
  const { events, uninstall } = collectEvents('error', (emit) =>
    captureEarlierPictures(emit, recorded),
  )
  const control = collectEvents('error', (emit) => captureEarlierPictures(emit, recorded))

  uninstall()
  await expect.poll(() => control.events).toHaveLength(1)

  expect(events).toEqual([])
})
