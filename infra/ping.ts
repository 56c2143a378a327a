import { CfnIntegrationResponse, type WebSocketApi, WebSocketIntegration } from 'aws-cdk-lib/aws-apigatewayv2'
import { WebSocketMockIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'

/** The template of a response that matches any request. */
const always = '$default'
/** The same as a selection expression, where a bare `$default` would be a variable. */
const selectAlways = '\\$default'

/**
 * Answers `{"action":"ping"}` with `{"type":"pong"}`. That keeps a connection from being idle for ten minutes, at the price of
 * two messages and no Lambda. The result of a MOCK integration goes through an integration response, chosen by status
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html).
 */
export function addPing(api: WebSocketApi): void {
  const integrationId = 'Mock'
  const route = api.addRoute('ping', {
    integration: new WebSocketMockIntegration(integrationId, {
      requestTemplates: { [always]: '{"statusCode":200}' },
      templateSelectionExpression: selectAlways,
    }),
    returnResponse: true,
  })
  const integration = route.node.findChild(integrationId)
  if (!(integration instanceof WebSocketIntegration)) throw new Error('The ping route has no integration of its own.')
  new CfnIntegrationResponse(route, 'Pong', {
    apiId: api.apiId,
    integrationId: integration.integrationId,
    integrationResponseKey: '/200/',
    responseTemplates: { [always]: '{"type":"pong"}' },
    templateSelectionExpression: selectAlways,
  })
}
