import { fields, isFields, list, text } from './shape.ts'

/** What the intrinsic functions of CloudFormation need to know about the stack. */
export interface Names {
  ref(id: string): unknown
  attribute(id: string, name: string): unknown
  condition(name: string): boolean
  mapping(map: string, key: string, name: string): unknown
}

type Resolve = (value: unknown) => unknown
type Intrinsic = (argument: unknown, resolve: Resolve, names: Names) => unknown

const joined: Intrinsic = (argument, resolve) => {
  const [separator, members] = list(argument)
  return list(resolve(members)).map(String).join(String(separator))
}

const substituted: Intrinsic = (argument, resolve, names) => {
  const [pattern, own] = Array.isArray(argument) ? argument : [argument, {}]
  const values = fields(resolve(own))
  return String(pattern).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (name in values) return String(values[name])
    const dot = name.indexOf('.')
    return String(dot < 0 ? names.ref(name) : names.attribute(name.slice(0, dot), name.slice(dot + 1)))
  })
}

const attribute: Intrinsic = (argument, resolve, names) => {
  const [id, ...name] = Array.isArray(argument) ? argument : String(argument).split('.')
  return names.attribute(String(id), name.map(part => String(resolve(part))).join('.'))
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, _resolve, names) => names.ref(String(argument)),
  'Fn::GetAtt': attribute,
  'Fn::Join': joined,
  'Fn::Sub': substituted,
  'Fn::Select': (argument, resolve) => {
    const [index, members] = list(argument)
    return list(resolve(members))[Number(resolve(index))]
  },
  'Fn::Split': (argument, resolve) => {
    const [separator, whole] = list(argument)
    return String(resolve(whole)).split(String(separator))
  },
  'Fn::If': (argument, resolve, names) => {
    const [name, then, otherwise] = list(argument)
    return resolve(names.condition(String(name)) ? then : otherwise)
  },
  'Fn::FindInMap': (argument, resolve, names) => {
    const [map = '', key = '', name = ''] = list(argument).map(part => String(resolve(part)))
    return names.mapping(map, key, name)
  },
  'Fn::Base64': (argument, resolve) => Buffer.from(String(resolve(argument))).toString('base64'),
}

/** Whether a condition expression of the template holds. */
export function holds(expression: unknown, names: Names): boolean {
  const [[name, argument] = ['', undefined]] = Object.entries(fields(expression))
  const parts = list(argument)
  if (name === 'Condition') return names.condition(String(argument))
  if (name === 'Fn::Not') return !holds(parts[0], names)
  if (name === 'Fn::And') return parts.every(part => holds(part, names))
  if (name === 'Fn::Or') return parts.some(part => holds(part, names))
  if (name === 'Fn::Equals') return String(resolved(parts[0], names)) === String(resolved(parts[1], names))
  throw new Error(`The template has a condition that the local cloud does not read: ${name}.`)
}

/** The value with every intrinsic function evaluated. Members that are AWS::NoValue are left out. */
export function resolved(value: unknown, names: Names): unknown {
  const resolve: Resolve = inner => resolved(inner, names)
  if (Array.isArray(value)) return value.map(resolve).filter(member => member !== undefined)
  if (!isFields(value)) return value
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value)
  const intrinsic = others.length === 0 ? intrinsics[name] : undefined
  if (intrinsic) return intrinsic(argument, resolve, names)
  if (others.length === 0 && name.startsWith('Fn::')) {
    throw new Error(`The template uses ${name}, which the local cloud does not read.`)
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, resolve(inner)] as const)
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined))
}

/** The default of a parameter, since nobody is asked for a value locally. */
export function parameterDefault(id: string, parameter: unknown): string {
  const value = fields(parameter).Default
  if (value === undefined) throw new Error(`The template's parameter ${id} has no default, so it cannot run locally.`)
  return text(value) ?? String(value)
}
