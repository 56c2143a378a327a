import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { JointWrite } from '../session/joint-writes.ts'

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** Turns the joint writes of one table into items of the step's transaction; returns undefined for those of other tables. */
export type JointWriter = (jointWrite: JointWrite) => readonly TransactItem[] | undefined
