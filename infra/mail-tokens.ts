import { Construct } from 'constructs'
import { env } from '../lib/env.ts'
import type { DeskFunction } from './parts/desk-function.ts'
import { SigningSecret } from './parts/signing-secret.ts'

/** The secret that signs reply addresses and the links in mails. */
export class MailTokens extends Construct {
  private readonly secret: SigningSecret

  constructor(scope: Construct, id: string, { keep }: { readonly keep: boolean }) {
    super(scope, id)
    this.secret = new SigningSecret(this, 'Secret', {
      description: 'Signs reply addresses and the links in mails',
      notRotated: 'Mails can be answered for as long as sessions are kept, and a new secret would invalidate them all.',
      keep,
      variable: env.mailSecret,
    })
  }

  /** May sign reply addresses and links. */
  grantSign(fn: DeskFunction): void {
    this.secret.grantUse(fn)
  }

  /** May check them. */
  grantVerify(fn: DeskFunction): void {
    this.secret.grantUse(fn)
  }
}
