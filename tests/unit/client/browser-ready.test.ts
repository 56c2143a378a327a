import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { repliesToPatron } from '../../../client/frames-to-patron.ts'
import { actions } from '../../../lib/protocol/actions.ts'

/** The parts of the protocol that a client may load. The records of actions, with what the desk checks, are not among them. */
const forBrowsers = /^lib\/protocol\/(out\/[a-z-]+|frames-out|version|queue-place|link|limits)\.ts$/

async function bundled(entry: string) {
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    ...({ bundle: true, minify: true, write: false, metafile: true, format: 'esm', platform: 'browser' } as const),
    logLevel: 'silent',
  })
  return { inputs: Object.keys(metafile.inputs), bytes: gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length }
}

describe('the core of every client', () => {
  it.each([
    ['client/patron-client.ts', []],
    ['client/librarian-client.ts', ['lib/follow-up/events.ts']],
  ])(
    'runs in a browser: %s loads the browser part of the protocol, the validator, and codes as data',
    async (entry, more) => {
      const { inputs } = await bundled(entry)
      const protocol = inputs.filter(path => path.startsWith('lib/protocol/'))
      expect(protocol.length).toBeGreaterThan(5)
      expect(protocol.filter(path => !forBrowsers.test(path))).toEqual([])
      const others = inputs.filter(path => !path.startsWith('lib/protocol/') && !path.startsWith('client/'))
      expect(others.toSorted()).toEqual([
        ...more,
        'lib/follow-up/state.ts',
        'lib/session/codes.ts',
        'lib/session/ratings.ts',
        'node_modules/valibot/dist/index.mjs',
      ])
    },
  )

  it('is small: a patron’s, with everything that it checks, takes 9 KB at most', async () => {
    expect((await bundled('client/patron-client.ts')).bytes).toBeLessThan(9 * 1024)
  })

  it('reads every reply to what a patron may send', () => {
    const forPatrons = Object.values(actions).filter(({ roles }) => roles.some(role => role === 'patron'))
    const missing = forPatrons.flatMap(({ replies }) =>
      replies.filter(reply => !repliesToPatron.some(known => known === reply)),
    )
    expect(forPatrons.length).toBeGreaterThan(5)
    expect(missing).toEqual([])
  })
})
