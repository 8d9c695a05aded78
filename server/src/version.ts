declare const __SERVER_VERSION__: string

/** The version in package.json, put in by the build. */
export const VERSION = __SERVER_VERSION__
