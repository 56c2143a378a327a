import type { Challenge } from '../lib/protocol/out/challenge.ts'
import { inHex } from './hex.ts'

/** Does the work that a challenge of the desk asks for, about a second. Returns the text that proves it. */
export async function proofFor(challenge: Challenge): Promise<string> {
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytesIn(salt), iterations: cost }
  for (let counter = 0; ; counter++) {
    const password = bytesIn(nonce + counter.toString(16).padStart(8, '0'))
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
    const derivedKey = inHex(new Uint8Array(await crypto.subtle.deriveBits(how, key, keyLength * 8)))
    if (derivedKey.startsWith(keyPrefix)) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }))
  }
}

function bytesIn(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
}
