import { placeButton } from './placed.ts'

// A module has no `currentScript`, so this is a script of the older kind.
const { currentScript: script } = document

if (script instanceof HTMLScriptElement) placeButton(script, () => import(new URL(__OPENED__, script.src).href))
