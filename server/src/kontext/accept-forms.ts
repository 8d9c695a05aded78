import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'

/** Takes `application/x-www-form-urlencoded` in this scope. A parameter that comes twice is none. */
export function acceptForms(app: App): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      const parameters = [...new URLSearchParams(String(body))]
      const names = parameters.map(([name]) => name)
      const twice = names.find((name, index) => names.indexOf(name) !== index)
      if (twice === undefined) return done(null, Object.fromEntries(parameters))
      done(new ApiError('VALIDATION_ERROR', `${twice.slice(0, 100)} is given twice`))
    },
  )
}
