import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { Companion } from '../session/joint-writes.ts'

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** Turns the companions of one table into items of the step's transaction; nothing for those of another table. */
export type CompanionWriter = (companion: Companion) => readonly TransactItem[] | undefined
