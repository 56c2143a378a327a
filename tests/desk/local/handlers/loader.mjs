// A custom resource: answers CloudFormation as its property Outcome says.
export async function handler({ ResponseURL, RequestId, LogicalResourceId, StackId, ResourceProperties }) {
  const { Outcome } = ResourceProperties
  if (Outcome === 'silent') return
  const answer = {
    Status: Outcome,
    Reason: 'the consortium file names no library',
    PhysicalResourceId: 'entries-1',
    StackId,
    RequestId,
    LogicalResourceId,
    Data: { Count: 7 },
  }
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify(answer) })
}
