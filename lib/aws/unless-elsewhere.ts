import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'

/** Skips a write whose condition fails because the entry now belongs to somebody else. */
export async function unlessElsewhere(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}
