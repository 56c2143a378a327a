import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { appear } from './appearance.ts'

const place = document.getElementById('desk')
if (place) {
  appear()
  createRoot(place).render(<App />)
}
