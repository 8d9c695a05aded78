import type { App } from './app.ts'

/**
 * Lets go of a request's body once it is answered; to be called after all that reads it then.
 *
 * Under load V8 learns that requests outlive a collection or two, and makes them in the old space
 * from the start. There they lie until that space is collected, and keep alive what they point to:
 * bodies of a thousand objects were copied again and again, and pauses of 1 ms became ones of 10.
 */
export function forgetBodies(app: App): void {
  app.addHook('onResponse', async (request) => {
    request.body = undefined
    request.json = null
  })
}
