import { randomUUID } from 'node:crypto'
import type { Lambda } from './lambda/lambda.ts'
import { type Fields, fields, parseJson, text } from './template/shape.ts'
import type { Resource, Template } from './template/template.ts'

/** Creates the custom resources of a template, as CloudFormation does with each deployment. */
export interface CustomResources {
  /** Receives what a function put to its ResponseURL. */
  answered(path: string, body: Buffer): void
  /** Invokes the function of each custom resource with a `Create`. Throws the reason if one fails. */
  create(responses: string): Promise<void>
}

/** Waits for answers by the id in their ResponseURL.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html */
export function customResources(template: Template, lambda: Lambda): CustomResources {
  const waiting = new Map<string, (answer: Fields) => void>()

  const createOne = async (resource: Resource, responses: string): Promise<void> => {
    const { id, type, properties } = resource
    const { ServiceToken } = properties
    const found = lambda.find(String(ServiceToken))
    if (!found) throw new Error(`The custom resource ${id} names a function that the template does not have.`)
    const requestId = randomUUID()
    let answer: Fields | undefined
    waiting.set(requestId, given => {
      answer = given
    })
    const outcome = await lambda.invoke(found.id, {
      RequestType: 'Create',
      ServiceToken,
      ResponseURL: `${responses}/${requestId}`,
      StackId: `arn:aws:cloudformation:us-east-1:000000000000:stack/${template.stack}/local`,
      RequestId: requestId,
      ResourceType: type,
      LogicalResourceId: id,
      ResourceProperties: properties,
    })
    waiting.delete(requestId)
    if (!outcome.ok) throw new Error(`The custom resource ${id} failed: ${sentence(outcome.errorMessage)}`)
    if (!answer) throw new Error(`The custom resource ${id} did not answer.`)
    if (answer.Status !== 'SUCCESS') {
      throw new Error(`The custom resource ${id} failed: ${sentence(text(answer.Reason) ?? 'no reason given')}`)
    }
    template.answered(id, text(answer.PhysicalResourceId) ?? id, fields(answer.Data))
  }
  return {
    answered: (path, body) => waiting.get(path.slice(1))?.(fields(parseJson(body.toString()))),
    create: async responses => {
      for (const resource of template.custom()) await createOne(resource, responses)
    },
  }
}

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`)
