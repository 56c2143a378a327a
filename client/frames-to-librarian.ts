import * as v from 'valibot'
import { pushes, replies } from '../lib/protocol/frames-out.ts'
import { frameReader } from './wire.ts'

/** Reads what the desk sends to librarians. */
export const frameToLibrarian = frameReader(v.variant('type', replies), v.variant('type', Object.values(pushes)))
