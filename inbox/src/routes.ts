import { useEffect, useState } from 'preact/hooks'

import { BASE_PATH } from './base-path.ts'
import { beginAtTop, newPlace } from './scroll-places.ts'

export type Route =
  | { page: 'issues' }
  | { page: 'issue'; issueId: string }
  | { page: 'search' }
  | { page: 'session'; sessionId: string }
  | { page: 'agents'; part: AgentsPart; id?: string }
  | { page: 'install' }
  | { page: 'intake' }
  | { page: 'account' }
  | { page: 'set-up' }
  | { page: 'unknown' }

/** What there is about agents; with an id one of them, else all. */
export type AgentsPart = (typeof AGENTS_PARTS)[number]

const AGENTS_PARTS = [
  'runs',
  'overview',
  'failures',
  'patterns',
  'pattern-form',
  'insights',
  'ask',
] as const

export interface Place {
  route: Route
  query: URLSearchParams
}

type Changes = { [name: string]: string | undefined }

const BASE = `${BASE_PATH}/inbox/`
const listeners = new Set<() => void>()

export function usePlace(): Place {
  const [url, setUrl] = useState(currentUrl)
  useEffect(() => subscribe(() => setUrl(currentUrl())), [])
  return parsePlace(url)
}

function parsePlace(url: string): Place {
  const { pathname, searchParams } = new URL(url, location.origin)
  return { route: parseRoute(pathname.slice(BASE.length)), query: searchParams }
}

/** The page under a path below the inbox; one that was cut within a `%` code is of none. */
export function parseRoute(path: string): Route {
  const parts = decodeParts(path)
  if (!parts) return { page: 'unknown' }
  const [first, second, third] = parts

  if (!first) return { page: 'issues' }
  if (first === 'search') return { page: 'search' }
  if (first === 'sessions' && second) return { page: 'session', sessionId: second }
  if (first === 'agents') return parseAgents(second, third)
  if (first === 'install') return { page: 'install' }
  if (first === 'intake') return { page: 'intake' }
  if (first === 'account') return { page: 'account' }
  if (first === 'set-up') return { page: 'set-up' }
  if (first === 'issues' && second) return { page: 'issue', issueId: second }
  return { page: 'unknown' }
}

function decodeParts(path: string): string[] | undefined {
  try {
    return path.split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
}

function parseAgents(name = 'runs', id?: string): Route {
  const part = AGENTS_PARTS.find((part) => part === name)
  if (!part) return { page: 'unknown' }
  return { page: 'agents', part, ...(id && { id }) }
}

/** The address of a page. What is in the query now stays, apart from the changes. */
export function hrefTo(route: Route, query: URLSearchParams, changes: Changes = {}): string {
  const next = new URLSearchParams(query)
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value)
    else next.delete(name)
  }
  return `${BASE}${pathOf(route)}${next.size > 0 ? `?${next}` : ''}`
}

function pathOf(route: Route): string {
  switch (route.page) {
    case 'issue':
      return `issues/${encodeURIComponent(route.issueId)}`
    case 'session':
      return `sessions/${encodeURIComponent(route.sessionId)}`
    case 'agents':
      return pathOfAgents(route.part, route.id)
    case 'search':
    case 'install':
    case 'intake':
    case 'account':
    case 'set-up':
      return route.page
    default:
      return ''
  }
}

function pathOfAgents(part: AgentsPart, id: string | undefined): string {
  if (id) return `agents/${part}/${encodeURIComponent(id)}`
  return part === 'runs' ? 'agents' : `agents/${part}`
}

export function navigate(href: string, { replace = false } = {}) {
  const before = location.pathname
  // As with any link: what leads to where one is adds no step to the way back.
  if (replace || href === currentUrl()) history.replaceState(history.state, '', href)
  else history.pushState(newPlace(), '', href)
  if (location.pathname !== before) beginAtTop()
  for (const listener of listeners) listener()
}

/** Lets ordinary links move inside the app; a link opened in a new tab stays the browser's. */
export function followLinks() {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const elsewhere =
      event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (
      !link ||
      elsewhere ||
      event.defaultPrevented ||
      link.target ||
      link.origin !== location.origin
    )
      return
    if (!link.pathname.startsWith(BASE)) return

    event.preventDefault()
    navigate(link.pathname + link.search)
  })
}

function currentUrl() {
  return location.pathname + location.search
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}
