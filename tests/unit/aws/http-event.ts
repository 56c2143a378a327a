/** The event of a request to the HTTP API, as far as it is read. */
export const emptyEvent = {
  version: '2.0',
  routeKey: '',
  headers: {},
  rawPath: '',
  rawQueryString: '',
  isBase64Encoded: false,
  requestContext: {
    accountId: '',
    apiId: '',
    domainName: '',
    domainPrefix: '',
    requestId: '',
    routeKey: '',
    stage: '',
    time: '',
    timeEpoch: 0,
    http: { method: 'GET', path: '', protocol: '', sourceIp: '', userAgent: '' },
  },
}

/** The context of an invocation. */
export const context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: '',
  functionVersion: '',
  invokedFunctionArn: '',
  memoryLimitInMB: '',
  awsRequestId: '',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 1_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
}
