import { open } from './opened.tsx'
import { placeButton } from './placed.ts'

const { currentScript: script } = document

if (script instanceof HTMLScriptElement) placeButton(script, async () => ({ open }))
