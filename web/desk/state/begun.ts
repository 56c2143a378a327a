import { useState } from 'react'
import { readKept, writeKept } from './kept.ts'

/** A text outside of sessions. The tab keeps it until it is sent, whatever else the person looks at and however they come back. */
export function useBegun(what: string): readonly [string, (text: string) => void] {
  const key = `coopdesk.begun.${what}`
  const [text, setText] = useState(() => readKept(key) ?? '')
  const write = (next: string) => {
    setText(next)
    writeKept(key, next || undefined)
  }
  return [text, write]
}
