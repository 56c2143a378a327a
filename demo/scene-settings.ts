import { type Settings, settingsClient } from '../client/settings.ts'
import type { Stage } from './stage.ts'

/** Between the acts: an administrator closes their library for a day. A colleague who had read the settings before is refused. */
export async function settings(stage: Stage): Promise<void> {
  const { check, cloud } = stage
  const story = stage.story('Erin and Mei, administrators, at the settings of Riverside Public Library')
  const at = (email: string) => settingsClient(cloud.urls.http, async () => ({ idToken: await cloud.signIn(email) }))
  const [erin, mei] = [at('erin@riverside-library.example.org'), at('mei@hudson-lakes.example.org')]
  const before: Settings = await erin.read('riverside')
  const changed = await erin.change('riverside', before.version, { 'closed-days': ['2026-12-24'] })
  story.mark('·', 'Erin closes it on 24 December')
  check(
    'an administrator changed the settings of their library over HTTP',
    'settings' in changed && JSON.stringify(changed.settings.settings['closed-days']).includes('2026-12-24'),
  )
  const late = await mei.change('riverside', before.version, { greeting: 'Welcome.' })
  const by = 'no' in late ? late.no.changes?.[0]?.by : undefined
  story.mark('✗', `Mei had read them before, so her change is refused: ${'no' in late ? late.no.reason : 'it was not'}`)
  check(
    'a change to settings that somebody changed since was refused, and named who',
    by?.includes('Erin') === true,
    by,
  )
  stage.print(story.told([]))
}
