import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

/** The key that signs tickets, read from Secrets Manager once in the life of a function's environment. */
export function ticketKey(secret: string, client = new SecretsManagerClient()): () => Promise<Uint8Array> {
  let reading: Promise<Uint8Array> | undefined
  const read = async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }))
    if (!SecretString) throw new Error('The secret that signs tickets is empty.')
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
