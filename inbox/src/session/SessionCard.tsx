import './session.css'

import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'

import { ThemePicker } from '../ui/ThemePicker.tsx'

/** The page around one form, before there is an inbox to put it in. */
export function SessionCard({ title, children }: { title: string; children: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} · Casefile`
  }, [title])

  return (
    <div class="session-page">
      <header>
        <span class="brand">Casefile</span>
        <ThemePicker />
      </header>
      <main class="session-card card">
        <h1>{title}</h1>
        <p class="secondary captured">{location.host}</p>
        {children}
      </main>
    </div>
  )
}
