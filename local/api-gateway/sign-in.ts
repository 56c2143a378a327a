import { exportJWK, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { Clock } from '../clock.ts'
import { fields, text, texts } from '../template/shape.ts'
import type { Template } from '../template/template.ts'

/** Replaces the consortium's sign-in (Cognito). Anybody on this machine can sign in as anybody. */
export interface SignIn {
  /** An id token for this address, valid for an hour. */
  token(email: string): Promise<string>
  /** The claims of a token that this issuer signed for one of these audiences; undefined if it is not valid. */
  claims(token: string, issuer: string, audiences: string[]): Promise<JWTPayload | undefined>
  /** The public key, in the form in which an issuer publishes it. */
  keys(): Promise<unknown>
}

const hour = 3600

/** Makes a key for this run. Tokens name the issuer and audience that the template's authorizer expects. */
export async function startSignIn(template: Template, clock: Clock): Promise<SignIn> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwt = template
    .ofType('AWS::ApiGatewayV2::Authorizer')
    .find(({ properties }) => properties.AuthorizerType === 'JWT')
  const configuration = fields(jwt?.properties.JwtConfiguration)
  const issuer = text(configuration.Issuer) ?? 'http://127.0.0.1'
  const audience = texts(configuration.Audience)[0] ?? 'local'
  const seconds = () => Math.floor(clock.now() / 1000)

  return {
    token: email =>
      new SignJWT({ email, email_verified: true, 'cognito:username': email, token_use: 'id' })
        .setProtectedHeader({ alg: 'ES256', kid: 'local' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(email)
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + hour)
        .sign(privateKey),
    claims: async (token, wantedIssuer, audiences) => {
      const currentDate = new Date(clock.now())
      const verified = await jwtVerify(token, publicKey, {
        issuer: wantedIssuer,
        audience: audiences,
        currentDate,
      }).catch(() => undefined)
      return verified?.payload
    },
    keys: async () => ({ keys: [{ ...(await exportJWK(publicKey)), kid: 'local', alg: 'ES256', use: 'sig' }] }),
  }
}
