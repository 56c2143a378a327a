import { isWebLink } from '../../lib/protocol/link.ts'

/** A piece of a text: words as they are, or a web address. */
export interface Piece {
  readonly text: string
  readonly link?: string
}

/**
 * A text with its web addresses found. The pieces together are the text, byte for byte. The full stop at the end of a sentence is
 * not part of an address, nor is a bracket that closes one before it.
 */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(/https?:\/\/[^\s<>"]+/gi)) {
    let link = found.replace(/[.,;:!?'’”]+$/u, '')
    if (link.endsWith(')') && !link.includes('(')) link = link.slice(0, -1)
    if (!isWebLink(link)) continue
    if (index > from) pieces.push({ text: text.slice(from, index) })
    pieces.push({ text: link, link })
    from = index + link.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}
