import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

/** A signing key, read from Secrets Manager once per function environment. */
export function signingKey(secret: string, client = new SecretsManagerClient()): () => Promise<Uint8Array> {
  let reading: Promise<Uint8Array> | undefined
  const read = async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }))
    if (!SecretString) throw new Error('The signing secret is empty.')
    return new TextEncoder().encode(SecretString)
  }
  return () => {
    reading ??= read().catch(error => {
      reading = undefined
      throw error
    })
    return reading
  }
}
