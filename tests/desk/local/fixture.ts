import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { WebSocket } from 'ws'
import { type Cloud, type CloudOptions, startCloud } from '../../../local/cloud.ts'
import { fields, parseJson } from '../../../local/template/shape.ts'

/** A template written by hand in the manner of the CDK: small, and with one of everything the local cloud runs. */
export interface Fixture {
  path: string
  /** Changes the template before a cloud starts from it. */
  edit(change: (resources: Record<string, Resource>) => void): Promise<void>
  start(options?: Partial<CloudOptions>): Promise<Cloud>
  remove(): Promise<void>
}

interface Resource {
  Type: string
  Properties: Record<string, unknown>
}

export const ref = (id: string) => ({ Ref: id })
const att = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] })
const arn = (...parts: unknown[]) => ({ 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ':', ...parts]] })
const api = (id: string, path: string) =>
  arn('execute-api:', ref('AWS::Region'), ':', ref('AWS::AccountId'), ':', ref(id), path)

const role = (): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {},
    ManagedPolicyArns: [arn('iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')],
  },
})

export const policy = (roleId: string, ...statements: object[]): Resource => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyName: roleId, Roles: [ref(roleId)], PolicyDocument: { Statement: statements } },
})

export const allow = (action: string | string[], resource: unknown) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
})

const lambda = (bundle: string, handler: string, more: object = {}): Resource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'cdk-assets', S3Key: `${bundle}.zip` },
    Handler: `${bundle}.${handler}`,
    Role: att('PuppetRole'),
    Runtime: 'nodejs24.x',
    MemorySize: 256,
    Timeout: 10,
    ...more,
  },
})

const permission = (fn: string, source: unknown): Resource => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: att(fn),
    Principal: 'apigateway.amazonaws.com',
    SourceArn: source,
  },
})

const uri = (fn: string) =>
  arn('apigateway:', ref('AWS::Region'), ':lambda:path/2015-03-31/functions/', att(fn), '/invocations')

function socketRoutes(): Record<string, Resource> {
  const resources: Record<string, Resource> = {}
  const add = (id: string, key: string, fn: string, more: object = {}) => {
    const own = { ApiId: ref('Socket') }
    resources[`${id}Integration`] = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ...own, IntegrationType: 'AWS_PROXY', IntegrationUri: uri(fn) },
    }
    resources[`${id}Route`] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ...own,
        RouteKey: key,
        Target: { 'Fn::Join': ['', ['integrations/', ref(`${id}Integration`)]] },
        ...more,
      },
    }
    resources[`${id}Permission`] = permission(fn, api('Socket', `/*${key}`))
  }
  const answers = (id: string) => {
    resources[`${id}Response`] = {
      Type: 'AWS::ApiGatewayV2::RouteResponse',
      Properties: { ApiId: ref('Socket'), RouteId: ref(`${id}Route`), RouteResponseKey: '$default' },
    }
  }
  add('Connect', '$connect', 'Connect', { AuthorizationType: 'CUSTOM', AuthorizerId: ref('Gatekeeper') })
  add('Disconnect', '$disconnect', 'Puppet')
  add('Do', 'do', 'Puppet', { RouteResponseSelectionExpression: '$default' })
  answers('Do')
  add('Mute', 'mute', 'Puppet')
  add('Ping', 'ping', 'Puppet', { RouteResponseSelectionExpression: '$default' })
  answers('Ping')
  delete resources.PingPermission
  resources.PingIntegration = {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: ref('Socket'),
      IntegrationType: 'MOCK',
      RequestTemplates: { $default: '{"statusCode":200}' },
      TemplateSelectionExpression: '\\$default',
    },
  }
  resources.Pong = {
    Type: 'AWS::ApiGatewayV2::IntegrationResponse',
    Properties: {
      ApiId: ref('Socket'),
      IntegrationId: ref('PingIntegration'),
      IntegrationResponseKey: '/200/',
      ResponseTemplates: { $default: '{"type":"pong"}' },
    },
  }
  return resources
}

const httpRoute = (key: string, more: object = {}): Resource => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: ref('Http'),
    RouteKey: key,
    Target: { 'Fn::Join': ['', ['integrations/', ref('HttpIntegration')]] },
    ...more,
  },
})

const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 2 }]

const definition = {
  StartAt: 'Sleep',
  States: {
    Sleep: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Wake' },
    Wake: { Type: 'Task', Resource: 'STEP', Retry: retry, Next: 'Done?' },
    'Done?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'End' }],
      Default: 'Sleep',
    },
    End: { Type: 'Succeed' },
  },
}

const functionIn = (part: string) => (part === 'STEP' ? att('Step') : part === 'PUPPET' ? att('Puppet') : part)

/** A state machine of this definition, in which `STEP` and `PUPPET` stand for the ARNs of these functions. */
export const stateMachine = (definition: object): Resource => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    DefinitionString: {
      'Fn::Join': [
        '',
        JSON.stringify(definition)
          .split(/(STEP|PUPPET)/)
          .map(functionIn),
      ],
    },
    RoleArn: att('ClockRole'),
    StateMachineType: 'STANDARD',
  },
})

function resources(): Record<string, Resource> {
  return {
    Notes: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [
          { AttributeName: 'session', KeyType: 'HASH' },
          { AttributeName: 'step', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'session', AttributeType: 'S' },
          { AttributeName: 'step', AttributeType: 'N' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      },
    },
    PuppetRole: role(),
    BareRole: role(),
    ClockRole: role(),
    PuppetPolicy: policy(
      'PuppetRole',
      allow(['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:Query'], att('Notes')),
      allow('states:StartExecution', ref('Clock')),
      allow('execute-api:ManageConnections', api('Socket', '/desk/POST/@connections/*')),
      allow('secretsmanager:GetSecretValue', ref('Secret')),
      {
        ...allow(
          ['ses:SendEmail', 'ses:SendRawEmail', 'ses:VerifyEmailIdentity'],
          [arn('ses:*:*:identity/*'), arn('ses:*:*:configuration-set/*')],
        ),
        Condition: { StringLike: { 'ses:FromAddress': 'desk@*' } },
      },
    ),
    ClockPolicy: policy('ClockRole', allow('lambda:InvokeFunction', [att('Step'), att('Puppet')])),
    Puppet: lambda('puppet', 'handler', {
      Environment: {
        Variables: {
          TABLE: ref('Notes'),
          CLOCK: ref('Clock'),
          SOCKET_URL: { 'Fn::Join': ['', [att('Socket', 'ApiEndpoint'), '/desk']] },
          AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: {
            'Fn::Join': [
              '',
              ['https://', ref('Socket'), '.execute-api.', ref('AWS::Region'), '.', ref('AWS::URLSuffix'), '/desk'],
            ],
          },
        },
      },
    }),
    Bare: lambda('puppet', 'handler', { Role: att('BareRole') }),
    Hasty: lambda('puppet', 'handler', { Timeout: 1 }),
    Step: lambda('puppet', 'step'),
    Authorize: lambda('gate', 'authorize'),
    Connect: lambda('gate', 'connect'),
    Loader: lambda('loader', 'handler'),
    Entries: { Type: 'Custom::Entries', Properties: { ServiceToken: att('Loader'), Outcome: 'SUCCESS' } },
    Socket: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: 'socket', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    SocketStage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: ref('Socket'), StageName: 'desk' } },
    Gatekeeper: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: ref('Socket'),
        AuthorizerType: 'REQUEST',
        AuthorizerUri: uri('Authorize'),
        IdentitySource: ['route.request.header.Sec-WebSocket-Protocol'],
        Name: 'Gatekeeper',
      },
    },
    GatekeeperPermission: permission('Authorize', api('Socket', '/authorizers/*')),
    ...socketRoutes(),
    Http: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'http', ProtocolType: 'HTTP' } },
    HttpStage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: ref('Http'), StageName: '$default' } },
    HttpIntegration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: ref('Http'),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: att('Puppet'),
        PayloadFormatVersion: '2.0',
      },
    },
    HttpPermission: permission('Puppet', api('Http', '/*/*/sessions/{session}/notes')),
    SafePermission: permission('Puppet', api('Http', '/*/*/safe')),
    NotesRoute: httpRoute('POST /sessions/{session}/notes'),
    SafeRoute: httpRoute('POST /safe', { AuthorizationType: 'JWT', AuthorizerId: ref('SignIn') }),
    ForgottenRoute: httpRoute('POST /forgotten'),
    SignIn: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: ref('Http'),
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Audience: [ref('Client')], Issuer: att('Pool', 'ProviderURL') },
        Name: 'SignIn',
      },
    },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('Pool') } },
    Clock: stateMachine(definition),
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { PasswordLength: 40 } } },
    Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'library.example' } },
    Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'desk-mail' } },
  }
}

/** Builds the handlers and writes the template to a folder of its own. */
export async function fixture(): Promise<Fixture> {
  const folder = await mkdtemp(join(tmpdir(), 'local-cloud-'))
  const path = join(folder, 'Test.template.json')
  const names = ['puppet', 'gate', 'loader']
  const built = names.map(name => join(import.meta.dirname, 'handlers', `${name}.mjs`))
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" }
  await build({
    entryPoints: built,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    outdir: join(folder, 'bundles'),
    outExtension: { '.js': '.mjs' },
    banner,
    minify: true,
  })
  const files = Object.fromEntries(names.map(name => [name, { source: { path: 'bundles', packaging: 'zip' } }]))
  await writeFile(join(folder, 'Test.assets.json'), JSON.stringify({ version: '1', files }))
  const body = { Resources: resources(), Outputs: outputs() }
  await writeFile(path, JSON.stringify(body))
  return {
    path,
    edit: async change => {
      const edited = resources()
      change(edited)
      await writeFile(path, JSON.stringify({ ...body, Resources: edited }))
    },
    start: (options = {}) => startCloud({ template: path, timeLimit: () => () => {}, ...options }),
    remove: () => rm(folder, { recursive: true }),
  }
}

const outputs = () => ({
  SocketUrl: { Value: { 'Fn::Join': ['', [att('Socket', 'ApiEndpoint'), '/desk']] } },
  Entries: { Value: { 'Fn::Join': ['', [ref('Entries'), ' ', att('Entries', 'Count')]] } },
})

/** What the puppet answered: `result`, or the `error` of a refused SDK call. */
export async function told(cloud: Cloud, order: string, input: unknown, functionId = 'Puppet', session?: string) {
  const outcome = await cloud.invoke(functionId, { order, input, session })
  if (!outcome.ok) return { outcome: { errorType: outcome.errorType, errorMessage: outcome.errorMessage } }
  return fields(parseJson(String(fields(outcome.payload).body)))
}

/** A WebSocket of the test API that keeps what it receives. */
export class Client {
  readonly received: unknown[] = []
  readonly closed: Promise<{ code: number; words: string }>
  readonly socket: WebSocket
  private wakeUp: () => void = () => {}

  constructor(url: string, protocol: string) {
    this.socket = new WebSocket(url, protocol === '' ? [] : [protocol])
    this.socket.on('message', data => {
      this.received.push(parseJson(String(data)) ?? String(data))
      this.wakeUp()
    })
    this.closed = new Promise(resolve =>
      this.socket.on('close', (code, words) => resolve({ code, words: String(words) })),
    )
  }

  /** Resolves with the client once it is open, or with the status and body that the handshake failed with. */
  static open(url: string, protocol: string): Promise<{ client: Client } | { status: number; body: string }> {
    const client = new Client(url, protocol)
    return new Promise((resolve, reject) => {
      client.socket.on('open', () => resolve({ client }))
      client.socket.on('error', reject)
      client.socket.on('unexpected-response', (_request, response) => {
        let body = ''
        response.on('data', part => {
          body += String(part)
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      })
    })
  }

  static async opened(url: string, protocol: string): Promise<Client> {
    const result = await Client.open(url, protocol)
    if ('client' in result) return result.client
    throw new Error(`The handshake failed with ${result.status}: ${result.body}`)
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** Resolves when so many frames have been received. */
  async until(count: number): Promise<unknown[]> {
    while (this.received.length < count) {
      await new Promise<void>(resolve => {
        this.wakeUp = resolve
      })
    }
    return this.received
  }
}
