// Authorizer and `$connect` of the test API: the subprotocol that a client offers says what is to happen.
const policy = (Effect, Resource) => ({
  Version: '2012-10-17',
  Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }],
})

export async function authorize({ headers, methodArn }) {
  const [wish] = headers['Sec-WebSocket-Protocol'].split(',')
  if (wish === 'unauthorized') throw new Error('Unauthorized')
  if (wish === 'broken') throw new Error('something else')
  return {
    principalId: 'somebody',
    policyDocument: policy(wish === 'denied' ? 'Deny' : 'Allow', methodArn),
    context: { session: `session-${wish}`, level: 3, patron: true },
  }
}

export async function connect(event) {
  const [wish] = event.headers['Sec-WebSocket-Protocol'].split(',')
  if (wish === 'turned-away') return { statusCode: 409, body: 'used already' }
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': wish } }
}

const heard = []
export async function disconnect(event) {
  heard.push(event.requestContext)
  return { statusCode: 200 }
}
