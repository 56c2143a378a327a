import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname } from 'node:path'
import { activity } from './activity.ts'
import { connectionsEndpoint, type OpenConnections } from './api-gateway/connections.ts'
import { httpApi } from './api-gateway/http-api.ts'
import { readApis } from './api-gateway/routes.ts'
import { socketApi } from './api-gateway/socket-api.ts'
import { awsEndpoint, close, type Intercept, listen } from './aws-endpoint.ts'
import { startCdn } from './cdn/cdn.ts'
import { readDistribution } from './cdn/distribution.ts'
import { type Clock, realClock } from './clock.ts'
import { customResources } from './custom-resources.ts'
import { createTables, dynamoDb, emptyTables, send } from './dynamodb/dynamodb.ts'
import { startDynoxide } from './dynamodb/dynoxide.ts'
import { type Send, type StaleReads, staleReads } from './dynamodb/stale-reads.ts'
import { asyncInvocation } from './lambda/async-invocation.ts'
import { readIam } from './lambda/iam.ts'
import { invokeApi, personWith } from './lambda/invoke-api.ts'
import { type Invoked, startLambda } from './lambda/lambda.ts'
import { lostEvents } from './lambda/lost-events.ts'
import { type Ledger, openLedger } from './ledger.ts'
import type { Limits } from './limits.ts'
import { eventBus } from './mail/event-bus.ts'
import { startIncomingMail } from './mail/incoming-mail.ts'
import { storage } from './mail/s3.ts'
import { type StoredMail, startMail } from './mail/ses.ts'
import { schedules } from './schedule.ts'
import { secretsManager } from './secrets.ts'
import type { LocalSignIn } from './sign-in/issuers.ts'
import { startSignIn } from './sign-in/sign-in.ts'
import { userPools } from './sign-in/user-pool.ts'
import { executionBook } from './step-functions/executions.ts'
import { type StepFunctions, stepFunctions } from './step-functions/step-functions.ts'
import { region, urlSuffix } from './template/physical.ts'
import { refuseReplacement } from './template/replaced.ts'
import { fields, text, texts } from './template/shape.ts'
import { readTemplate, type Template } from './template/template.ts'
import { type TimeLimit, wallTimeLimit } from './time-limit.ts'

export type { Intercept } from './aws-endpoint.ts'
export type { Ledger } from './ledger.ts'
export type { StoredMail } from './mail/ses.ts'

/** Something worth reporting: a line of a function's log, or an event that it failed to process. */
export interface CloudEvent {
  kind: 'log' | 'lost'
  functionId: string
  requestId: string
  line: string
}

export interface CloudOptions {
  /** Path of the synthesised template; its assets are found beside it. */
  template: string
  /** Ports on loopback; 0, the default, is any free one. */
  ports?: {
    http?: number
    socket?: number
    mailbox?: number
    smtp?: number
    signIn?: number
    cdn?: number
    dynamodb?: number
    endpoint?: number
  }
  /** @default realClock() */
  clock?: Clock
  /** The file for the tables. Secrets and running executions are kept beside it. @default in memory */
  dataFile?: string
  /** Most worker threads for functions at the same time, each about 20 MB. @default 10 */
  workers?: number
  onEvent?: (event: CloudEvent) => void
  /** Intercepts each SDK call. */
  intercept?: Intercept
  /** The people who sign in, and their providers. @default - the template's user pool, without a list of people */
  signIn?: Partial<LocalSignIn>
  /** The limits of AWS per account and second. With them the throttles of the stages apply, too. @default no limits */
  limits?: Limits
  /** Which reads show an older state, if they do not ask for consistency. The tables are in memory then. @default none */
  staleReads?: StaleReads
  /** How the time limits of functions and APIs are measured. @default wallTimeLimit */
  timeLimit?: TimeLimit
  /**
   * The shortest time between two runs of a schedule, ms. A test whose clock jumps over weeks would otherwise spend minutes on
   * sweeping thousands of quarters of an hour. @default - as often as the schedule says
   */
  schedulesApartMs?: number
}

/** The system of a template, running on this machine. */
export interface Cloud {
  /** `smtp` receives mail, if the template has rules for it. `cdn` is there if the template has one. */
  urls: { http: string; socket: string; mailbox: string; signIn: string; smtp?: string; cdn?: string }
  outputs: Record<string, string>
  ledger: Ledger
  clock: Clock
  invoke(functionId: string, event: unknown): Promise<Invoked>
  /** An id token for this person, like those of the HTTP API's sign-in. */
  signIn(email: string): Promise<string>
  mail(): Promise<StoredMail[]>
  /** The states of a state machine's executions, by execution name. */
  executions(machine: string): ReturnType<StepFunctions['executions']>
  /** The messages in a queue, by logical id: events that functions failed to process. */
  queued(queue: string): unknown[]
  /** Terminates the running workers of a function, and returns their number. */
  kill(functionId: string): number
  /** Resolves when nothing is in flight. */
  quiet(): Promise<void>
  /**
   * Begins anew: the tables have only what the custom resources write, and no mail, connection, execution or retry is left. Functions
   * that are warm stay so, the clock and the ledger go on, and what is in buckets and user pools stays. Tables in a file, or with
   * stale reads, cannot be emptied.
   */
  clear(): Promise<void>
  stop(): Promise<void>
}

type Undo = () => unknown

/** Makes the API addresses in the template lead to this machine. */
function placeApis(template: Template, ports: { http: number; socket: number; endpoint: number; cdn: number }): void {
  for (const { ref, properties } of template.ofType('AWS::ApiGatewayV2::Api')) {
    const host = `${ref}.execute-api.${region}.${urlSuffix}`
    const isSocket = properties.ProtocolType === 'WEBSOCKET'
    template.place(`wss://${host}`, `ws://127.0.0.1:${ports.socket}`)
    const callback = `http://127.0.0.1:${ports.endpoint}/execute-api/${ref}`
    template.place(`https://${host}`, isSocket ? callback : `http://127.0.0.1:${ports.http}`)
  }
  for (const { id, properties } of template.ofType('AWS::CloudFront::Distribution')) {
    const own = texts(fields(properties.DistributionConfig).Aliases)
    for (const name of [...own, template.attribute(id, 'DomainName')])
      template.place(`https://${name}`, `http://127.0.0.1:${ports.cdn}`)
  }
  // For the consortium's own domain names, a mapping without a key leads to its stage.
  for (const { properties } of template.ofType('AWS::ApiGatewayV2::ApiMapping')) {
    const { DomainName, Stage } = properties
    template.place(`wss://${DomainName}`, `ws://127.0.0.1:${ports.socket}/${Stage}`)
    template.place(`https://${DomainName}`, `http://127.0.0.1:${ports.http}`)
  }
}

/** The tables of the template, by the names of their resources. */
const tableNames = (template: Template): Record<string, string> =>
  Object.fromEntries(template.ofType('AWS::DynamoDB::Table').map(({ name, ref }) => [name, ref]))

const environmentOf = (endpoint: string): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ENDPOINT_URL: `${endpoint}/other`,
  AWS_ENDPOINT_URL_DYNAMODB: `${endpoint}/dynamodb`,
  AWS_ENDPOINT_URL_SFN: `${endpoint}/states`,
  AWS_ENDPOINT_URL_SES: `${endpoint}/email`,
  AWS_ENDPOINT_URL_S3: `${endpoint}/s3`,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: `${endpoint}/secretsmanager`,
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${endpoint}/cognito-idp`,
})

async function startServer(port: number | undefined, undo: Undo[]) {
  const server = createServer()
  const taken = await listen(server, port ?? 0)
  undo.push(() => close(server))
  return { server, port: taken }
}

/** The file contains what patrons said, so only its owner may read it, from the moment it is created. */
function keepPrivate(dataFile: string): void {
  mkdirSync(dirname(dataFile), { recursive: true })
  closeSync(openSync(dataFile, 'a', 0o600))
  chmodSync(dataFile, 0o600)
}

/** Begins to start the tables' server. It is stopped even if something else fails meanwhile. */
function startDynamoDb({ ports, dataFile }: CloudOptions, undo: Undo[]): Promise<string> {
  const elsewhere = process.env.DYNAMODB_ENDPOINT
  if (elsewhere) return Promise.resolve(elsewhere)
  if (dataFile !== undefined) keepPrivate(dataFile)
  const starting = startDynoxide(ports?.dynamodb ?? 0, dataFile)
  undo.push(async () => (await starting.catch(() => undefined))?.stop())
  return starting.then(({ url }) => url)
}

/** A second DynamoDB that is a little behind the first, from which some reads are answered. */
async function behind(
  first: string,
  template: Template,
  wanted: StaleReads,
  clock: Clock,
  undo: Undo[],
): Promise<Send> {
  const second = await startDynoxide(0, undefined)
  undo.push(() => second.stop())
  await createTables(template, second.url)
  return staleReads(first, second.url, wanted, clock, send)
}

async function assemble(options: CloudOptions, undo: Undo[]): Promise<Cloud> {
  const { ports = {}, clock = realClock(), timeLimit = wallTimeLimit, onEvent } = options
  const { intercept = (_call, next) => next(), workers, limits } = options
  const template = await readTemplate(options.template)
  if (options.dataFile !== undefined) {
    mkdirSync(dirname(options.dataFile), { recursive: true })
    refuseReplacement(template, `${options.dataFile}.template.json`)
  }
  const dynamoDbStarting = startDynamoDb(options, undo)
  // It is awaited further down. Until then a failure must not count as an unhandled rejection.
  dynamoDbStarting.catch(() => {})
  const endpoint = await startServer(ports.endpoint, undo)
  const http = await startServer(ports.http, undo)
  const socket = await startServer(ports.socket, undo)
  const pages = await startServer(ports.signIn, undo)
  const cdn = await startServer(ports.cdn, undo)
  placeApis(template, { http: http.port, socket: socket.port, endpoint: endpoint.port, cdn: cdn.port })
  const settings = { people: [], others: [], secondFactor: false, callbacks: [], ...options.signIn }
  const keyFile = options.dataFile && `${options.dataFile}.sign-in.json`
  const signIn = startSignIn({ template, clock, ...pages, settings, keyFile })
  const endpointUrl = `http://127.0.0.1:${endpoint.port}`

  const work = activity()
  const stopSettling = clock.settleWith?.(work.quiet)
  if (stopSettling) undo.push(stopSettling)
  const ledger = openLedger()
  const tell = (kind: CloudEvent['kind']) => (functionId: string, requestId: string, line: string) =>
    onEvent?.({ kind, functionId, requestId, line })
  const log = tell('log')
  const iam = readIam(template)
  const environment = environmentOf(endpointUrl)
  const lambda = startLambda({ template, clock, timeLimit, ledger, activity: work, environment, workers, log })
  undo.push(() => lambda.stop())
  const book = executionBook(options.dataFile && `${options.dataFile}.executions.jsonl`, clock.now())
  const steps = stepFunctions(template, { iam, lambda, ledger, clock, activity: work, book, log, limits })
  undo.push(() => Promise.all([steps.stop(), lambda.stop()]))

  const lost = lostEvents(template, { iam, clock, log: tell('lost') })
  const invocation = asyncInvocation({ lambda, lost, clock, activity: work })
  undo.push(() => invocation.cancel())
  const bus = eventBus(template, invocation, clock)
  const scheduled = schedules(template, invocation, clock, options.schedulesApartMs)
  undo.push(() => scheduled.stop())
  const buckets = storage(template)
  const mail = await startMail(template, { clock, bus, limits, port: ports.mailbox ?? 0 })
  undo.push(() => close(mail.server))
  const smtp = await startIncomingMail(template, { clock, storage: buckets, invocation, port: ports.smtp ?? 0 })
  if (smtp) undo.push(() => smtp.stop())
  const open: OpenConnections = new Map()
  const [httpService] = readApis(template, lambda, 'HTTP')
  const [socketService] = readApis(template, lambda, 'WEBSOCKET')
  httpApi(http.server, {
    api: httpService,
    lambda,
    signIn,
    clock,
    timeLimit,
    activity: work,
    limited: limits !== undefined,
    mail: mail.passedOn,
    tables: () => ({
      dynamodb: dynamoDbUrl,
      lambda: `${endpointUrl}/lambda`,
      tables: tableNames(template),
      outputs: template.outputs(),
    }),
  })
  const sockets = socketApi(socket.server, {
    api: socketService,
    open,
    lambda,
    ledger,
    clock,
    timeLimit,
    activity: work,
    limits,
  })
  undo.push(() => sockets.stop())

  const dynamoDbUrl = await dynamoDbStarting
  const secrets = secretsManager(template, options.dataFile)
  const distribution = readDistribution(template, secrets.resolved)
  const api = `http://127.0.0.1:${http.port}`
  if (distribution) startCdn(cdn.server, { distribution, storage: buckets, api, clock, activity: work })
  const stale = options.staleReads
  if (stale && (options.dataFile !== undefined || process.env.DYNAMODB_ENDPOINT))
    throw new Error('Reads can be stale only if the tables are in memory.')
  const pass = stale && (await behind(dynamoDbUrl, template, stale, clock, undo))
  const resources = customResources(template, lambda)
  awsEndpoint(endpoint.server, {
    clock,
    services: {
      dynamodb: dynamoDb(dynamoDbUrl, pass),
      states: steps.service,
      email: mail.service,
      s3: buckets.service,
      secretsmanager: secrets.service,
      'cognito-idp': userPools(template, { clock, limits, post: mail.post }),
      lambda: invokeApi(lambda),
      'execute-api': connectionsEndpoint(open, clock),
    },
    iam,
    caller: accessKey => lambda.caller(accessKey) ?? personWith(accessKey),
    activity: work,
    intercept,
    cloudFormation: resources.answered,
  })
  await createTables(template, dynamoDbUrl)
  const createResources = () => resources.create(`${endpointUrl}/cloudformation-response`)
  await createResources()
  steps.resume()

  const clear = async (): Promise<void> => {
    if (stale || options.dataFile !== undefined) throw new Error('Only tables in memory can be emptied.')
    invocation.cancel()
    await steps.clear()
    for (const connection of open.values()) connection.end(1001, 'Going away')
    await work.quiet()
    lost.clear()
    mail.clear()
    await emptyTables(template, dynamoDbUrl)
    await createResources()
  }

  const httpStage = httpService && httpService.stage !== '$default' ? `/${httpService.stage}` : ''
  return {
    urls: {
      http: `http://127.0.0.1:${http.port}${httpStage}`,
      socket: `ws://127.0.0.1:${socket.port}/${text(socketService?.stage) ?? ''}`,
      mailbox: mail.url,
      signIn: `http://127.0.0.1:${pages.port}`,
      ...(smtp && { smtp: smtp.url }),
      ...(distribution && { cdn: `http://127.0.0.1:${cdn.port}` }),
    },
    outputs: template.outputs(),
    ledger,
    clock,
    invoke: lambda.invoke,
    signIn: signIn.token,
    mail: mail.sent,
    executions: steps.executions,
    queued: lost.queued,
    kill: lambda.kill,
    quiet: work.quiet,
    clear,
    stop: () => takeDown(undo),
  }
}

/** Stops what was started, last first. A failure does not keep the rest from being stopped. */
async function takeDown(undo: Undo[]): Promise<void> {
  const failures: unknown[] = []
  for (let step = undo.pop(); step; step = undo.pop()) {
    try {
      await step()
    } catch (thrown) {
      failures.push(thrown)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'The local cloud did not stop cleanly.')
}

/**
 * Starts everything in a template, on loopback only. If it cannot, it throws one clear sentence and leaves nothing running.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const undo: Undo[] = []
  try {
    return await assemble(options, undo)
  } catch (thrown) {
    await takeDown(undo)
    throw thrown
  }
}
