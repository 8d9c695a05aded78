import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './app.css'

import { render } from 'preact'

import { App } from './App.tsx'
import { followLinks } from './routes.ts'
import { keepPlaces } from './scroll-places.ts'
import { applyTheme } from './ui/theme.ts'

applyTheme()
keepPlaces()
followLinks()

const root = document.getElementById('app')
if (root) render(<App />, root)
