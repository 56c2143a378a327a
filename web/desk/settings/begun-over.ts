import type { SettingsOutcome } from '../../../client/settings.ts'

/**
 * The version that a form is over after an attempt to save it. Whoever is shown what stands now goes on over that. If nobody
 * answered, it is still what they began over, so that what others changed meanwhile is not overwritten untold.
 */
export function begunOver(version: string | undefined, outcome: SettingsOutcome): string | undefined {
  const shown = 'no' in outcome ? outcome.no.settings : outcome.settings
  return shown ? undefined : version
}
