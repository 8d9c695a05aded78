export type Theme = 'auto' | 'light' | 'dark'

const KEY = 'casefile-theme'
const THEMES = ['auto', 'light', 'dark'] as const

export function readTheme(): Theme {
  const stored = read()
  return THEMES.find((theme) => theme === stored) ?? 'auto'
}

export function applyTheme(theme: Theme = readTheme()) {
  if (theme === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export function chooseTheme(theme: Theme) {
  applyTheme(theme)
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Storage is refused: the choice holds until the page is closed.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
