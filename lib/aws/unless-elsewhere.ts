import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'

/** A write whose condition says that an entry belongs to somebody else by now is left undone. */
export async function unlessElsewhere(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}
