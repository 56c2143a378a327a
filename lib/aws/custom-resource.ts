import type { CloudFormationCustomResourceEvent } from 'aws-lambda'

/**
 * Tells CloudFormation how a custom resource went. It waits for the answer at a URL that it names in the request.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function report(
  event: CloudFormationCustomResourceEvent,
  PhysicalResourceId: string,
  Status: 'SUCCESS' | 'FAILED',
  Reason = 'Done.',
): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event
  const body = JSON.stringify({ Status, Reason, PhysicalResourceId, StackId, RequestId, LogicalResourceId })
  const answer = await fetch(event.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } })
  if (!answer.ok) throw new Error(`CloudFormation answered ${answer.status}.`)
}
