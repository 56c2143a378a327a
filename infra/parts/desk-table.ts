import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb'
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'

export interface DeskTableProps {
  readonly partitionKey: string
  /** @default - no sort key */
  readonly sortKey?: { readonly name: string; readonly type: AttributeType }
  /**
   * An index on the same partition key in another order. Items without this attribute are not in it.
   * @default - no index
   */
  readonly orderedBy?: { readonly index: string; readonly attribute: string; readonly holds: string[] }
  /**
   * An index of the items that have this attribute, whatever their keys.
   * @default - no index
   */
  readonly listedBy?: { readonly index: string; readonly attribute: string; readonly holds: string[] }
  /**
   * Items carry `expires` (seconds since 1970) and are deleted after it.
   * @default false
   */
  readonly expires?: boolean
  /** Whether it can be restored to any second of the last week. @default true */
  readonly recoverable?: boolean
  /** Keep the table, and its items, when the stack is deleted. */
  readonly keep: boolean
}

/** A table that is billed by request and can be restored to any second of the last week. */
export class DeskTable extends Table {
  constructor(scope: Construct, id: string, props: DeskTableProps) {
    super(scope, id, {
      partitionKey: { name: props.partitionKey, type: AttributeType.STRING },
      ...(props.sortKey && { sortKey: props.sortKey }),
      ...(props.expires && { timeToLiveAttribute: 'expires' }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      // Backups outlive the deletion of their contents (R38). A week is enough to notice a loss; the default would be 35 days.
      ...(props.recoverable !== false && {
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 },
      }),
      deletionProtection: props.keep,
      removalPolicy: props.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    const { orderedBy, listedBy } = props
    if (orderedBy)
      this.addGlobalSecondaryIndex({
        indexName: orderedBy.index,
        partitionKey: { name: props.partitionKey, type: AttributeType.STRING },
        sortKey: { name: orderedBy.attribute, type: AttributeType.STRING },
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: orderedBy.holds,
      })
    if (listedBy)
      this.addGlobalSecondaryIndex({
        indexName: listedBy.index,
        partitionKey: { name: listedBy.attribute, type: AttributeType.STRING },
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: listedBy.holds,
      })
  }

  /** Grants the table only. An index is granted by name to the functions that read it. */
  override grant(grantee: IGrantable, ...actions: string[]): Grant {
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.tableArn] })
  }

  /** Reading one index of the table. */
  grantIndex(grantee: IGrantable, index: string): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['dynamodb:Query'],
      resourceArns: [`${this.tableArn}/index/${index}`],
    })
  }
}
