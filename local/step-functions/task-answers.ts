import { jsonError, jsonReply, type Reply } from '../aws-endpoint.ts'
import { type Fields, parseJson, text } from '../template/shape.ts'
import type { Execution } from './execution.ts'
import { StateError } from './state-error.ts'
import { readToken, type WaitingTask } from './waiting-task.ts'

const tokenLengthMax = 2048

/**
 * The calls that a task's token allows. The names and sentences of the refusals are those of AWS.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
export function answersTasks(
  executionOf: (machine: string, name: string) => Execution | undefined,
): Record<string, (asked: Fields) => Reply> {
  const withTask = (answer: (task: WaitingTask, asked: Fields) => Reply) => (asked: Fields) => {
    const token = text(asked.taskToken) ?? ''
    if (token === '' || token.length > tokenLengthMax) {
      return jsonError(400, 'ValidationException', `A taskToken has 1 to ${tokenLengthMax} characters`)
    }
    const given = readToken(token)
    if (!given) return jsonError(400, 'InvalidToken', "Invalid Token: 'Invalid token'")
    const execution = executionOf(given.machine, given.execution)
    if (!execution) return jsonError(400, 'TaskDoesNotExist', 'Task Does Not Exist')
    const { holds } = execution
    if (holds?.token !== token) {
      return jsonError(400, 'TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
    }
    return answer(holds, asked)
  }
  return {
    SendTaskHeartbeat: withTask(task => {
      task.heartbeat()
      return jsonReply({})
    }),
    SendTaskSuccess: withTask((task, asked) => {
      const output = parseJson(text(asked.output) ?? '')
      if (output === undefined) return jsonError(400, 'InvalidOutput', 'Invalid Output: the output is no JSON')
      task.succeed(output)
      return jsonReply({})
    }),
    SendTaskFailure: withTask((task, { error, cause }) => {
      task.fail(new StateError(text(error) ?? '', text(cause) ?? ''))
      return jsonReply({})
    }),
  }
}
