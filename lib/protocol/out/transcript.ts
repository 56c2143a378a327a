import { session as about, out } from './shared.ts'

/** It stands apart from what librarians read of follow-ups, so that a patron's page need not carry that. */
export const transcriptRequested = out('transcript-requested', { session: about })
