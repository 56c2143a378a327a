import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { DeskFunction } from '../../../infra/parts/desk-function.ts'
import { Socket } from '../../../infra/socket.ts'
import { capability, frame } from '../../../lib/protocol/action.ts'
import { actions } from '../../../lib/protocol/actions.ts'

test('an action that gets a record gets its route, to the function that the record names', () => {
  const stack = new Stack(new App(), 'Desk')
  const fn = (id: string) =>
    new DeskFunction(stack, id, { bundle: import.meta.dirname, description: id, logRetentionDays: 30 })
  const [connections, queue, messages, closing] = [fn('Connections'), fn('Queue'), fn('Messages'), fn('Closing')]
  const socket = new Socket(stack, 'Socket', { authorizer: fn('Authorize'), logRetentionDays: 30, setsLogRole: false })
  const wave = capability({
    wave: { answeredBy: 'messages', roles: ['patron'], frame: frame('wave', {}), replies: [], refusals: [] },
  })
  const functions = {
    connections,
    queue,
    messages,
    closing,
    'follow-ups': fn('FollowUps'),
    'staff-room': fn('StaffRoom'),
  }
  socket.routeFrames(functions, { ...actions, ...wave }, 'connections')
  const routes = Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Route'))
  const target = (key: string) => routes.find(({ Properties }) => Properties.RouteKey === key)?.Properties.Target
  expect(target('wave')).toBeDefined()
  expect(target('wave')).toEqual(target('say'))
  expect(target('wave')).not.toEqual(target('close'))
})
