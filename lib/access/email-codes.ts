import { createHmac } from 'node:crypto'

/**
 * The codes that confirm an address. A code is made of its id and the desk's secret, so it need not be stored, and it can be mailed
 * again after a failure. Its digest is made with the same secret: whoever reads the database cannot find the code by trying a
 * million of them.
 */
export interface EmailCodes {
  /** The six digits of the code with this id. */
  of(session: string, id: string): Promise<string>
  /** What is stored of digits, and compared. */
  digest(session: string, digits: string): Promise<string>
}

export function emailCodes(key: () => Promise<Uint8Array>): EmailCodes {
  const made = async (purpose: string, session: string, from: string) =>
    createHmac('sha256', await key())
      .update(`${purpose} ${session} ${from}`)
      .digest()
  return {
    of: async (session, id) => {
      const number = (await made('code', session, id)).readUInt32BE(0) % 1_000_000
      return String(number).padStart(6, '0')
    },
    digest: async (session, digits) => (await made('typed', session, digits)).toString('base64url').slice(0, 22),
  }
}
