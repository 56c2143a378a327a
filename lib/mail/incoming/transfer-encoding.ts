/** The bytes of a body before its transfer encoding (RFC 2045, 6). */
export function decodedBody(body: Buffer, encoding: string): Uint8Array {
  if (/base64/i.test(encoding)) return Buffer.from(body.toString('latin1'), 'base64')
  if (/quoted-printable/i.test(encoding)) return unquoted(body)
  return body
}

const [tab, lineFeed, carriageReturn, space, equals] = [0x09, 0x0a, 0x0d, 0x20, 0x3d]

/** Quoted-printable: `=C3` is a byte. `=` before a line end, and spaces before a line end, are dropped. */
function unquoted(body: Buffer): Uint8Array {
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0
    if (byte === lineFeed) {
      const isPair = out[length - 1] === carriageReturn
      if (isPair) length--
      while (out[length - 1] === space || out[length - 1] === tab) length--
      if (isPair) out[length++] = carriageReturn
    }
    if (byte !== equals) {
      out[length++] = byte
      continue
    }
    const soft = softBreak(body, i + 1)
    const value = Number.parseInt(body.toString('latin1', i + 1, i + 3), 16)
    if (soft !== undefined) i = soft
    else if (/^[0-9a-f]{2}$/i.test(body.toString('latin1', i + 1, i + 3))) {
      out[length++] = value
      i += 2
    } else out[length++] = byte
  }
  return out.subarray(0, length)
}

/** The end of a soft line break. Only spaces may come before it, and no more of them than a line can have. */
function softBreak(body: Buffer, from: number): number | undefined {
  let i = from
  while ((body[i] === space || body[i] === tab) && i - from < 80) i++
  if (body[i] === carriageReturn) i++
  return i >= body.length || body[i] === lineFeed ? i : undefined
}
