import { askElement } from './placed.ts'

const { library = '', language } = Object.fromEntries(new URLSearchParams(location.search))

const page = askElement(() => import(new URL(__OPENED__, location.href).href), {
  ...{ library, desk: location.origin, fills: '' },
  ...(language && { language }),
})
document.querySelector('main')?.append(page)
