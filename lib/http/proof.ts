import type { Proofs } from '../access/proofs.ts'
import { isWithin } from '../access/source.ts'
import { type Library, limitsOf } from '../consortium/library.ts'
import type { Sources } from '../desk/ports.ts'
import type { Response } from './route.ts'
import { refused } from './ticket.ts'

export interface ProofPorts {
  readonly proofs: Proofs
  readonly sources: Pick<Sources, 'useProof'>
}

/** A question that may have to come with a proof of work. */
interface Proven {
  readonly session: string
  readonly proof?: string | undefined
  /** The address of the machine that sent it. @default - unknown */
  readonly address?: string | undefined
}

/**
 * The refusal of a question without the proof of work that its library asks for, with a challenge to solve. Nobody in the library's
 * own networks is asked for one. A proof counts for one session, so it is worth nothing to a flood.
 */
export async function whyUnproven(
  { proofs, sources }: ProofPorts,
  library: Library,
  { session, proof, address = '' }: Proven,
  at: number,
): Promise<Response | undefined> {
  if (!limitsOf(library).proofOfWork || isWithin(address, library.networks ?? [])) return undefined
  const read = proof === undefined ? 'proof-missing' : await proofs.read(proof, library.id, at)
  const code =
    typeof read === 'string' ? read : (await sources.useProof(read.id, session, at)) ? undefined : 'proof-used'
  if (code === undefined) return undefined
  const { status, body } = refused(403, code)
  return { status, body: { ...body, challenge: await proofs.challenge(library.id, at) } }
}
