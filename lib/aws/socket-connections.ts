import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'
import type { Connections, SocketEnds } from '../desk/ports.ts'

/** The open sockets behind API Gateway. Its address comes from AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI, as the template sets it. */
export function socketConnections(
  client = new ApiGatewayManagementApiClient({ maxAttempts: 3 }),
): Connections & SocketEnds {
  return {
    async post(connection, frame) {
      try {
        await client.send(new PostToConnectionCommand({ ConnectionId: connection, Data: JSON.stringify(frame) }))
        return 'sent'
      } catch (error) {
        if (error instanceof GoneException) return 'gone'
        throw error
      }
    },
    async close(connection) {
      try {
        await client.send(new DeleteConnectionCommand({ ConnectionId: connection }))
      } catch (error) {
        if (!(error instanceof GoneException)) throw error
      }
    },
  }
}
