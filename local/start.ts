import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildTemplate, type FirstInFile, localSignIn } from './build.ts'
import { fastClock } from './clock.ts'
import type { Cloud } from './cloud.ts'
import { sandboxLimits, usualLimits } from './limits.ts'
import { startSite } from './site.ts'
import { reason } from './template/shape.ts'

/** The options of a desk on this machine. */
export interface LocalSettings {
  /** Port of the HTTP API; the WebSocket API, the mailbox, the SMTP server, the sign-in, the CDN and a library's site have the next six. */
  port: number
  /** How many times faster than real time its clock runs. */
  speed: number
  /** File for its tables. @default in memory, lost when the desk ends */
  data: string | undefined
  /** Whether a sign-in asks for a one-time code, too. */
  secondFactor: boolean
  /** Whether to use the real providers of the consortium file instead of simulated ones. */
  realSignIn: boolean
  /** Whether to show the logs of the functions. */
  logs: boolean
  /** Whether to keep SES in its sandbox. */
  sandbox: boolean
  /** Which part of the reads that do not ask for consistency show an older state, from 0 to 1. */
  staleReads: number
  /** How many mails SES sends in 24 hours. @default as many as AWS documents */
  mailsADay: number | undefined
}

const usage = `npm start -- [options]
  --port 4510   port of the HTTP API; the WebSocket API, the mailbox, the SMTP server, the sign-in, the CDN and a
                library's site have the next six
  --speed 1     how many times as fast as the clock on the wall time goes
  --data FILE   keep the tables in this file; otherwise they are gone in the end
  --logs        show what the functions log
  --second-factor  a sign-in asks for a one-time code, too
  --real-sign-in   the OpenID Connect providers of the consortium file are asked themselves, and not played
  --sandbox        SES sends to verified addresses only, one mail a second and 200 a day, as in a new account
  --stale-reads 0.5  this part of the reads that need not be consistent show the state of a second ago (0 to 1)
  --mails-a-day N  SES sends so many in 24 hours`

function settingsFrom(argv: string[]): LocalSettings | 'help' {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: 'string', default: '4510' },
      speed: { type: 'string', default: '1' },
      data: { type: 'string' },
      logs: { type: 'boolean', default: false },
      'second-factor': { type: 'boolean', default: false },
      'real-sign-in': { type: 'boolean', default: false },
      sandbox: { type: 'boolean', default: false },
      'mails-a-day': { type: 'string' },
      'stale-reads': { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  })
  const [port, speed] = [Number(values.port), Number(values.speed)]
  if (values.help) return 'help'
  if (!Number.isInteger(port) || port < 1 || port > 65_529) throw new Error('--port must be a number from 1 to 65529.')
  if (!(speed > 0 && speed <= 100_000)) throw new Error('--speed must be a number above 0 and up to 100000.')
  const staleReads = Number(values['stale-reads'])
  if (!(staleReads >= 0 && staleReads <= 1)) throw new Error('--stale-reads must be a number from 0 to 1.')
  const mailsADay = values['mails-a-day'] === undefined ? undefined : Number(values['mails-a-day'])
  if (mailsADay !== undefined && !(Number.isInteger(mailsADay) && mailsADay >= 0))
    throw new Error('--mails-a-day must be a whole number.')
  const { data, logs, sandbox, 'second-factor': secondFactor, 'real-sign-in': realSignIn } = values
  return {
    ...{ port, speed, data: data === undefined ? undefined : resolve(data) },
    ...{ secondFactor, realSignIn, logs, sandbox, mailsADay, staleReads },
  }
}

/** A desk on this machine. */
export interface LocalDesk extends Cloud {
  readonly first: FirstInFile
  /** The site of a library with the desk on it. @default - none, because the consortium file has no CDN */
  readonly site?: string
}

/** Bundles, synthesises and starts the desk. If it cannot, it throws one sentence and leaves nothing running. */
export async function runLocal(settings: LocalSettings): Promise<LocalDesk> {
  const { port, speed, data, secondFactor, realSignIn, logs, sandbox, mailsADay, staleReads } = settings
  // Loading takes half a second, in parallel to the build, which runs in separate processes.
  const loading = import('./cloud.ts')
  const [template, { first, ...signIn }] = await Promise.all([
    // The desk itself, its pages, and the site of a library.
    buildTemplate([port, port + 5, port + 6].flatMap(each => [`http://localhost:${each}`, `http://127.0.0.1:${each}`])),
    localSignIn(),
  ])
  const { startCloud } = await loading
  const cloud = await startCloud({
    template,
    ports: { http: port, socket: port + 1, mailbox: port + 2, smtp: port + 3, signIn: port + 4, cdn: port + 5 },
    signIn: { ...signIn, secondFactor, ...(realSignIn && { others: [] }) },
    clock: fastClock(speed),
    limits: { ...(sandbox ? sandboxLimits : usualLimits), ...(mailsADay !== undefined && { mailsADay }) },
    ...(data !== undefined && { dataFile: data }),
    ...(staleReads > 0 && { staleReads: { share: staleReads, seed: 1 } }),
    onEvent: ({ kind, functionId, line }) => {
      if (logs || kind === 'lost') console.log(`${functionId}  ${line}`)
    },
  })
  const { cdn } = cloud.urls
  return cdn === undefined ? { ...cloud, first } : withSite({ ...cloud, first }, cdn, port + 6)
}

/** Puts the site of a made-up library in front of the desk. */
async function withSite(cloud: LocalDesk, desk: string, port: number): Promise<LocalDesk> {
  try {
    const site = await startSite({ folder: join(import.meta.dirname, '..', 'web', 'site'), port, desk })
    const stop = () => Promise.all([site.stop(), cloud.stop()]).then(() => undefined)
    return { ...cloud, site: site.of(cloud.first.library), stop }
  } catch (thrown) {
    await cloud.stop()
    throw thrown
  }
}

/** Where librarians work, if the consortium file has a CDN. */
const desk = (cdn: string | undefined): string =>
  cdn === undefined
    ? ''
    : `Answer as a librarian, in a browser: sign in as any of the people who are offered there.\n\n  ${cdn}/   the desk\n\n`

/** The option that a client needs if the desk is not on its usual port. */
const where = (http: string): string => (new URL(http).port === '4510' ? '' : ` --http ${http}`)

const welcome = (
  { urls, site, first }: LocalDesk,
  took: number,
): string => `Coopdesk is open on this machine (${(took / 1000).toFixed(1)} s).

  HTTP API    ${urls.http}
  WebSocket   ${urls.socket}
  Sign-in     ${urls.signIn}   played; npm run chat goes there
  Pages       ${urls.cdn ?? 'none: the consortium file has no CDN'}   and the HTTP API behind a CDN
  Mailbox     ${urls.mailbox}   every email that the desk sends; as a file: ${urls.http}/_local/mails/ID
${urls.smtp ? `  Mail to it  ${urls.smtp}   for replies, by any mail program\n` : ''}
${site ? `Ask as a patron, in a browser:\n\n  ${site}   a library's site with the desk on it\n  ${urls.cdn}/widget/ask.html?library=${first.library}   a page of its own\n\n` : ''}${desk(urls.cdn)}Or answer as a librarian, and ask as a patron, each in a separate terminal:

  npm run chat -- librarian --as ${first.librarian ?? 'ID'}${where(urls.http)}
  npm run chat -- patron --library ${first.library}${where(urls.http)}
  npm run demo                                     a whole day, on a separate desk

Ctrl-C ends everything.`

/**
 * Restarts as a Node process that saves memory, since the flags and the variable are read only at the start of a process. They
 * give it small young generations, and two malloc arenas for all threads instead of eight for each core. Ten open chats then
 * take 350 MB instead of 510.
 */
function beginSparing(): void {
  if (process.env.MALLOC_ARENA_MAX !== undefined || process.execve === undefined || process.platform === 'win32') return
  const sparing = ['--optimize-for-size', '--max-semi-space-size=1']
  const environment = { ...process.env, MALLOC_ARENA_MAX: '2' }
  process.execve(process.execPath, [process.execPath, ...sparing, ...process.argv.slice(1)], environment)
}

async function main(): Promise<void> {
  const settings = settingsFrom(process.argv.slice(2))
  if (settings === 'help') return console.log(usage)
  beginSparing()
  const began = performance.now()
  let cloud: LocalDesk | undefined
  const end = () => {
    // Before it is up, and when asked twice, exiting is enough, since the tables' server ends with this process.
    if (!cloud) process.exit(130)
    const running = cloud
    cloud = undefined
    void running.stop().then(() => process.exit(0))
  }
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end)
  console.log('Bundling the functions, synthesising the template, starting it …')
  cloud = await runLocal(settings)
  console.log(welcome(cloud, performance.now() - began))
}

if (import.meta.main) {
  try {
    await main()
  } catch (thrown) {
    console.error(reason(thrown))
    process.exit(1)
  }
}
