import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'

/** Skips a write whose condition fails because the entry belongs to somebody else by now. */
export async function unlessElsewhere(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}
