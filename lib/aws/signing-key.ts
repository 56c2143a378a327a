import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

/** A key that signs, read from Secrets Manager once in the life of a function's environment. */
export function signingKey(secret: string, client = new SecretsManagerClient()): () => Promise<Uint8Array> {
  let reading: Promise<Uint8Array> | undefined
  const read = async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }))
    if (!SecretString) throw new Error('The secret that signs is empty.')
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
