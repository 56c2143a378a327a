import { createHmac } from 'node:crypto'
import { createChallenge, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import * as v from 'valibot'
import { type Challenge, challenge } from '../protocol/out/challenge.ts'

/**
 * Work that a library asks of the device of an anonymous patron before it takes their question, so that a flood costs its sender
 * something. There is nothing to see, to read or to click. Challenges and solutions are those of ALTCHA (version 2).
 */
export interface Proofs {
  /** What the device is to solve. It counts for ten minutes, at this library. */
  challenge(library: string, at: number): Promise<Challenge>
  /** The id of the challenge that this text solves, or what is wrong with it. */
  read(proof: string, library: string, at: number): Promise<{ readonly id: string } | 'proof-wrong' | 'proof-expired'>
}

/**
 * How much work a challenge is: the solver tries counters from 0 to one of these, and each try is this many rounds of PBKDF2. The
 * device does not know the counter, but the work has an end on the slowest telephone, too.
 */
export interface Work {
  readonly rounds: number
  readonly from: number
  readonly to: number
}

/** 500,000 rounds on average, about a second of one processor core. */
const usualWork: Work = { rounds: 2_000, from: 150, to: 350 }

const lifeMs = 600_000

const solved = v.object({ challenge, solution: v.object({ counter: v.number(), derivedKey: v.string() }) })

const payload = v.pipe(
  v.string(),
  v.transform(text => Buffer.from(text, 'base64').toString('utf8')),
  v.parseJson(),
  solved,
)

export function proofs(key: () => Promise<Uint8Array>, { rounds, from, to }: Work = usualWork): Proofs {
  const secrets = async () => {
    const secret = async (purpose: string) =>
      createHmac('sha256', await key())
        .update(`proof ${purpose}`)
        .digest('hex')
    return { hmacSignatureSecret: await secret('challenge'), hmacKeySignatureSecret: await secret('solution') }
  }
  return {
    challenge: async (library, at) =>
      v.parse(
        challenge,
        await createChallenge({
          ...(await secrets()),
          ...{ algorithm: 'PBKDF2/SHA-256', deriveKey, cost: rounds, counter: randomInt(from, to) },
          // The package would compare its own field with the clock of the machine, not with the time of the request.
          data: { library, until: at + lifeMs },
        }),
      ),
    read: async (proof, library, at) => {
      const read = v.safeParse(payload, proof)
      if (!read.success) return 'proof-wrong'
      const { challenge, solution } = read.output
      const { verified } = await verifySolution({ ...(await secrets()), deriveKey, challenge, solution })
      const { nonce, data } = challenge.parameters
      if (!verified || data.library !== library) return 'proof-wrong'
      return at < data.until ? { id: nonce } : 'proof-expired'
    },
  }
}
