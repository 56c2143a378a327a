import type { Clock } from '../clock.ts'
import { fields, text } from '../template/shape.ts'
import type { Resource, Template } from '../template/template.ts'
import type { Iam } from './iam.ts'
import type { Invoked } from './lambda.ts'

/** The events that a function has finally failed to process. */
export interface LostEvents {
  /** Puts the record of an event into the failure queue of its function, if it has one. */
  keep(functionArn: string, event: unknown, failed: Invoked & { ok: false }, tries: number): void
  /** The messages in a queue (by logical id or ARN), oldest first. */
  queued(queue: string): unknown[]
  clear(): void
}

/** The queues of the template into which Lambda puts failed events. Nothing takes them out again. */
export function lostEvents(
  template: Template,
  { iam, clock, log }: { iam: Iam; clock: Clock; log(functionId: string, requestId: string, line: string): void },
): LostEvents {
  const queues = template.ofType('AWS::SQS::Queue')
  const functions = template.ofType('AWS::Lambda::Function')
  const messages = new Map<string, unknown[]>(queues.map(({ arn }) => [arn, []]))

  return {
    keep: (functionArn, event, failed, tries) => {
      const fn = functions.find(({ arn }) => arn === functionArn)
      const queue = fn && destinationOf(template, fn)
      if (!fn || queue === undefined) return
      const kept = messages.get(queue)
      if (!kept || !iam.allows(String(fn.properties.Role), 'sqs:SendMessage', queue))
        return log(fn.name, failed.requestId, `LOST: the function may not send to ${queue}`)
      const record = recordOf(functionArn, event, failed, { tries, at: clock.now() })
      kept.push(record)
      log(fn.name, failed.requestId, `FAILED ${tries} times and kept in ${queue}: ${JSON.stringify(record)}`)
    },
    clear: () => {
      for (const kept of messages.values()) kept.length = 0
    },
    queued: queue => messages.get(queues.find(({ id, name }) => [id, name].includes(queue))?.arn ?? queue) ?? [],
  }
}

function destinationOf(template: Template, { ref, arn }: Resource): string | undefined {
  const found = template
    .ofType('AWS::Lambda::EventInvokeConfig')
    .find(({ properties: { FunctionName } }) => FunctionName === ref || FunctionName === arn)
  return text(fields(fields(found?.properties.DestinationConfig).OnFailure).Destination)
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function recordOf(
  functionArn: string,
  event: unknown,
  { requestId, errorType, errorMessage }: Invoked & { ok: false },
  { tries, at }: { tries: number; at: number },
): object {
  return {
    version: '1.0',
    timestamp: new Date(at).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: tries,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType, errorMessage },
  }
}
