/**
 * Where to look for the route of an address: one of the inbox that was cut within a `%` code, as
 * mail programs do, has none. Who follows it is to see the app, which says what may have happened.
 */
export function routeOfCutAddress(url: string): string {
  const [path = ''] = url.split('?', 1)
  if (!path.startsWith('/inbox/') || path.startsWith('/inbox/assets/')) return url
  return isDecodable(path) ? url : '/inbox/'
}

function isDecodable(path: string): boolean {
  try {
    // What comes of it is used: a call whose result is not, bundlers take away as free of effects.
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}
