import { askElement } from './placed.ts'

const { library = '', language, preview } = Object.fromEntries(new URLSearchParams(location.search))

const page = askElement(() => import(new URL(__OPENED__, location.href).href), {
  ...{ library, desk: location.origin, fills: '' },
  ...(language && { language }),
  ...(preview !== undefined && { preview }),
})
document.querySelector('main')?.append(page)
