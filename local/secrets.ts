import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type AwsService, jsonError, jsonReply, refuseInJson, targetOperation } from './aws-endpoint.ts'
import { type Fields, fields, parseJson, text } from './template/shape.ts'
import type { Resource, Template } from './template/template.ts'

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const numbers = '0123456789'
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'

function generated(properties: Fields): string {
  const rules = fields(properties.GenerateSecretString)
  const excluded = text(rules.ExcludeCharacters) ?? ''
  const sets = letters + (rules.ExcludeNumbers ? '' : numbers) + (rules.ExcludePunctuation ? '' : punctuation)
  const alphabet = [...sets].filter(character => !excluded.includes(character))
  const length = Number(rules.PasswordLength ?? 32)
  const secret = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
  const key = text(rules.GenerateStringKey)
  if (key === undefined) return secret
  return JSON.stringify({ ...fields(parseJson(text(rules.SecretStringTemplate) ?? '{}')), [key]: secret })
}

/**
 * The values of the template's secrets by ARN. If there is a data file they are kept beside it, since the data would otherwise
 * outlive them.
 */
function valuesOf(secrets: Resource[], file: string | undefined): Map<string, string> {
  const kept = file !== undefined && existsSync(file) ? fields(parseJson(readFileSync(file, 'utf8'))) : {}
  const values = secrets.map(({ ref, properties }) => {
    return [ref, text(kept[ref]) ?? text(properties.SecretString) ?? generated(properties)] as const
  })
  if (file !== undefined) writeFileSync(file, JSON.stringify(Object.fromEntries(values)), { mode: 0o600 })
  return new Map(values)
}

/** The name in the ARN of a secret, without the six characters that Secrets Manager adds. */
const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1, -7)

/** Secrets Manager, and what CloudFormation writes where a template refers to a secret. */
export interface Secrets {
  service: AwsService
  /**
   * A text in which each reference to a secret, `{{resolve:secretsmanager:ARN:SecretString:::}}`, is replaced by its value.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
   */
  resolved(text: string): string
}

/** Returns the template's secrets to callers that may read them. */
export function secretsManager(template: Template, dataFile: string | undefined): Secrets {
  const secrets = template.ofType('AWS::SecretsManager::Secret')
  const values = valuesOf(secrets, dataFile === undefined ? undefined : `${dataFile}.secrets.json`)
  const asked = (body: Buffer) => text(fields(parseJson(body.toString())).SecretId) ?? ''
  const find = (id: string): Resource | undefined => secrets.find(({ ref }) => ref === id || nameOf(ref) === id)
  const service: AwsService = {
    operation: targetOperation,
    needs: ({ operation, body }) => {
      const id = asked(body)
      return [{ action: `secretsmanager:${operation}`, resource: find(id)?.ref ?? id }]
    },
    refuse: refuseInJson,
    answer: async ({ operation, body }) => {
      if (operation !== 'GetSecretValue') return jsonError(400, 'InvalidAction', `${operation} does not run locally.`)
      const secret = find(asked(body))
      if (!secret) {
        return jsonError(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
      }
      const { ref: ARN } = secret
      return jsonReply({ ARN, Name: nameOf(ARN), SecretString: values.get(ARN), VersionStages: ['AWSCURRENT'] })
    },
  }
  return {
    service,
    resolved: written =>
      written.replace(/\{\{resolve:secretsmanager:(arn:.+?):SecretString:::?[^}]*\}\}/g, (reference, arn: string) => {
        const value = values.get(arn)
        if (value === undefined) throw new Error(`The template refers to a secret that it does not have: ${reference}.`)
        return value
      }),
  }
}
