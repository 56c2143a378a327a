import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, expect, test } from 'vitest'
import { root } from '../../../infra/parts/consortium-file.ts'

/** The project as a stranger has it after `git clone` and `npm install`, with a consortium file of their own. */
const folder = mkdtempSync(join(tmpdir(), 'coopdesk-clone-'))
const { stdout: tracked } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
for (const file of tracked.trim().split('\n'))
  if (existsSync(join(root, file))) cpSync(join(root, file), join(folder, file))
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
writeFileSync(
  join(folder, 'your.yaml'),
  `name: Two Rivers Libraries
settings:
  stack-name: TwoRivers
  sender: desk@two-rivers.example.org
libraries:
  - id: east
    name: East Library
    time-zone: Europe/Berlin
    mailbox: east@two-rivers.example.org
    origins: [https://east.two-rivers.example.org]
librarians:
  - { id: ann, name: Ann, email: ann@two-rivers.example.org, library: east }
`,
)
afterAll(() => rmSync(folder, { recursive: true }))

/** The commands of a page that deal with the consortium file, as they are printed there. */
function commandsOf(page: string): readonly string[] {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^ *```(?:sh)?\n([\s\S]*?)^ *```/gm)]
  return blocks
    .flatMap(([, text = '']) => text.split('\n').map(line => line.trim().replace(/\s+#.*$/, '')))
    .filter(line => line.includes('your.yaml'))
}

const environment = {
  ...process.env,
  CDK_VALIDATION: 'false',
  CDK_OUTDIR: undefined,
  COOPDESK_CONSORTIUM: undefined,
  // Nobody's account: a deployment stops where it would first need one.
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nowhere',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  AWS_ACCESS_KEY_ID: undefined,
  AWS_PROFILE: undefined,
}

function run(command: string) {
  return spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8', env: environment })
}

const manifest = v.object({
  artifacts: v.object({ Coopdesk: v.object({ properties: v.object({ stackName: v.string() }) }) }),
})

/** What CloudFormation would call the stack that was synthesised last. */
function stackName(): string {
  const read = v.parse(manifest, JSON.parse(readFileSync(join(folder, 'cdk.out/manifest.json'), 'utf8')))
  return read.artifacts.Coopdesk.properties.stackName
}

const commands = commandsOf('docs/operating/install.md')

test('the pages that deploy say how, with a file that is not the example', () => {
  expect(commands).toContain('npm run synth -- -c consortium=your.yaml')
  expect(commands).toContain('npm run deploy -- -c consortium=your.yaml')
  for (const page of ['README.md', 'docs/operating/upgrade.md', 'docs/operating/consortium-file.md'])
    for (const command of commandsOf(page)) expect(commands, page).toContain(command)
})

test('the file is checked as the page says', () => {
  const { status, stdout } = run('npm run --silent consortium -- check your.yaml')
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('your.yaml') })
})

test('the template is synthesised as the page says, under the name and with the libraries of that file', () => {
  const { status, stderr } = run('npm run synth -- -c consortium=your.yaml')
  expect({ status, stderr }).toMatchObject({ status: 0 })
  expect(stackName()).toBe('TwoRivers')
  const entries = readFileSync(join(folder, 'cdk.out/directory-with-entries/consortium.json'), 'utf8')
  expect(entries).toContain('"library:east"')
  expect(entries).not.toContain('state-college')
})

test('a deployment as the page says gets as far as the account', () => {
  const { status, stderr } = run('npm run deploy -- -c consortium=your.yaml')
  expect(status).not.toBe(0)
  expect(stderr).toContain('The AWS account cannot be asked')
  expect(stderr).not.toContain('consortium file')
})

test.each(commands.filter(command => !/ (check|synth|deploy) /.test(command)))(
  '%s gets as far as the account',
  command => {
    const { status, stderr } = run(command)
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^AWS /) })
  },
)

/** The first of seven ports in a row that were free a moment ago. */
async function freePorts(): Promise<number> {
  const first = 20_000 + Math.floor(Math.random() * 10_000)
  const servers = Array.from({ length: 7 }, (_, n) => createServer().listen(first + n, '127.0.0.1'))
  const taken = await Promise.allSettled(servers.map(server => once(server, 'listening')))
  for (const server of servers) server.close()
  return taken.every(({ status }) => status === 'fulfilled') ? first : freePorts()
}

test('the two commands of the README run that file, too, and what is printed then names its people', async () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('\nnpm start ')
  const port = await freePorts()
  const env = { ...environment, COOPDESK_CONSORTIUM: 'your.yaml', COOPDESK_DIST: undefined }
  const desk = spawn('npm', ['start', '--', '--port', String(port)], { cwd: folder, env, detached: true })
  let said = ''
  try {
    await new Promise<void>((resolve, reject) => {
      for (const stream of [desk.stdout, desk.stderr])
        stream.on('data', part => {
          said += String(part)
          if (said.includes('Ctrl-C ends everything.')) resolve()
        })
      desk.once('exit', code => reject(new Error(`It ended with ${code}: ${said}`)))
    })
    const http = `http://127.0.0.1:${port}`
    expect(said).toContain(`npm run chat -- librarian --as ann --http ${http}`)
    expect(said).toContain(`npm run chat -- patron --library east --http ${http}`)
    const site = /http:\S+(?= {3}a library's site)/.exec(said)?.[0] ?? ''
    expect(await (await fetch(site)).text()).toContain('East Library')
    expect(await (await fetch(`${http}/libraries/east`)).json()).toMatchObject({ name: 'East Library' })
  } finally {
    if (desk.pid !== undefined) process.kill(-desk.pid, 'SIGTERM')
  }
})

test('a trial deployment of the same file is another stack, and a name that AWS would refuse is refused', () => {
  expect(run('npm run synth -- -c consortium=your.yaml -c stack=Trial').status).toBe(0)
  expect(stackName()).toBe('Trial')
  const { stderr } = run('npm run synth -- -c consortium=your.yaml -c stack=1st')
  expect(stderr).toContain('-c stack=1st: The stack must be letters, digits and hyphens, a letter first, 64 at most.')
})
