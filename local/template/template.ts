import { readFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { holds, type Names, parameterDefault, resolved } from './intrinsics.ts'
import { account, type Physical, partition, physical, region, urlSuffix } from './physical.ts'
import { type Fields, fields, parseJson, reason, text } from './shape.ts'

/** One resource of the template, with every reference in its properties resolved. */
export interface Resource {
  id: string
  /** The id without the CDK's eight characters, if it still names only one resource of its type. */
  name: string
  type: string
  properties: Fields
  /** The value of `Ref`. */
  ref: string
  /** The value of `Fn::GetAtt` for `Arn`; empty if the type has none. */
  arn: string
}

/** A synthesised CloudFormation template, read as CloudFormation would read it. */
export interface Template {
  stack: string
  /** The resources of these types, in the template's order. */
  ofType(...types: string[]): Resource[]
  /** Every resource that is backed by a Lambda of this template. */
  custom(): Resource[]
  /** The value of `Fn::GetAtt` for a resource. */
  attribute(id: string, name: string): string
  /** The stack's outputs by name. */
  outputs(): Record<string, string>
  /** From now on addresses beginning with `from` begin with `to` instead, so that APIs are reached on this machine. */
  place(from: string, to: string): void
  /** Stores the response of a custom resource, for references to it. */
  answered(id: string, ref: string, attributes: Fields): void
  /** The folder with the code of a Lambda function. */
  code(id: string): string
}

const pseudo = (stack: string): Record<string, unknown> => ({
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': partition,
  'AWS::URLSuffix': urlSuffix,
  'AWS::StackName': stack,
  'AWS::StackId': `arn:${partition}:cloudformation:${region}:${account}:stack/${stack}/local`,
  'AWS::NoValue': undefined,
  'AWS::NotificationARNs': [],
})

async function readJson(path: string): Promise<Fields> {
  const json = await readFile(path, 'utf8').catch(thrown => {
    throw new Error(`The template could not be read: ${reason(thrown)}.`)
  })
  return fields(parseJson(json))
}

function codeFolder(assets: Fields, raw: Fields): string | undefined {
  const key = text(fields(fields(raw.Properties).Code).S3Key)
  const source = fields(fields(fields(assets.files)[key?.replace(/\.zip$/, '') ?? '']).source)
  return text(source.path) ?? text(fields(raw.Metadata)['aws:asset:path'])
}

/** The names of a stack: references, attributes, conditions and mappings, each resolved when first used. */
function namesOf(stack: string, body: Fields, given: Map<string, Physical>, placed: Map<string, string>) {
  const resources = fields(body.Resources)
  const parameters = fields(body.Parameters)
  const pseudos = pseudo(stack)

  const physicalOf = (id: string): Physical => {
    const known = given.get(id)
    if (known) return known
    const resource = fields(resources[id])
    if (!(id in resources)) throw new Error(`The template refers to ${id}, which it does not have.`)
    const made = physical(stack, id, String(resource.Type), shallow(fields(resource.Properties)))
    given.set(id, made)
    return made
  }
  /** Only properties that name the resource are resolved here, since others may refer back to it. */
  const shallow = (properties: Fields): Fields =>
    Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => /Name$|^EmailIdentity$|^ProtocolType$/.test(name))
        .map(([name, value]) => [name, resolved(value, names)]),
    )
  const names: Names = {
    ref: id => {
      if (id in pseudos) return pseudos[id]
      return id in parameters ? parameterDefault(id, parameters[id]) : physicalOf(id).ref
    },
    attribute: (id, name) => {
      const value = physicalOf(id).attributes[name]
      if (value === undefined)
        throw new Error(`The template asks for ${id}.${name}, which the local cloud does not have.`)
      return value
    },
    condition: name => holds(fields(body.Conditions)[name], names),
    mapping: (map, key, name) => fields(fields(fields(body.Mappings)[map])[key])[name],
  }
  const addressed = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return [...placed].reduce((text, [from, to]) => text.replaceAll(from, to), value)
    }
    if (Array.isArray(value)) return value.map(addressed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, addressed(inner)]))
  }
  return { names, physicalOf, resolve: (value: unknown) => addressed(resolved(value, names)) }
}

/** Reads the template at this path, and the list of assets beside it. */
export async function readTemplate(path: string): Promise<Template> {
  const body = await readJson(path)
  const folder = dirname(path)
  const stack = basename(path).replace(/\.template\.json$|\.json$/, '')
  const assets = await readJson(join(folder, `${stack}.assets.json`)).catch(() => ({}))
  const given = new Map<string, Physical>()
  const placed = new Map<string, string>()
  const { names, physicalOf, resolve } = namesOf(stack, body, given, placed)
  const raw = Object.entries(fields(body.Resources))
    .map(([id, resource]) => [id, fields(resource)] as const)
    .filter(([, { Condition }]) => typeof Condition !== 'string' || names.condition(Condition))

  const plain = (id: string) => id.replace(/[0-9A-F]{8}$/, '')
  const alike = Object.groupBy(raw, ([id, { Type }]) => `${Type} ${plain(id)}`)
  const nameOf = (id: string, type: unknown): string => (alike[`${type} ${plain(id)}`]?.length === 1 ? plain(id) : id)
  /** The resources as they were last resolved, since a start of the cloud asks for many of them several times. */
  const known = new Map<string, Resource>()
  const resourceOf = ([id, resource]: readonly [string, Fields]): Resource => {
    const found = known.get(id) ?? {
      id,
      name: nameOf(id, resource.Type),
      type: String(resource.Type),
      properties: fields(resolve(resource.Properties)),
      ref: physicalOf(id).ref,
      arn: physicalOf(id).attributes.Arn ?? '',
    }
    known.set(id, found)
    return found
  }
  const isCustom = (type: unknown): boolean =>
    type === 'AWS::CloudFormation::CustomResource' || String(type).startsWith('Custom::')

  return {
    stack,
    ofType: (...types) => raw.filter(([, { Type }]) => types.includes(String(Type))).map(resourceOf),
    custom: () => raw.filter(([, { Type }]) => isCustom(Type)).map(resourceOf),
    attribute: (id, name) => String(names.attribute(id, name)),
    outputs: () =>
      Object.fromEntries(
        Object.entries(fields(body.Outputs)).map(([name, output]) => [name, String(resolve(fields(output).Value))]),
      ),
    place: (from, to) => {
      placed.set(from, to)
      known.clear()
    },
    answered: (id, ref, attributes) => {
      known.clear()
      const stated = Object.entries(attributes).map(([name, value]) => [name, String(value)] as const)
      given.set(id, { ref, attributes: Object.fromEntries(stated) })
    },
    code: id => {
      const source = codeFolder(assets, fields(fields(body.Resources)[id]))
      if (source === undefined) throw new Error(`The code of ${id} is not among the template's assets.`)
      return isAbsolute(source) ? source : join(folder, source)
    },
  }
}
