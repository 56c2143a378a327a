import type { Bug } from './bug.ts'

/** Mistakes with a flood from one source, and with a librarian who steps back (R42). */
export const abuseBugs: readonly Bug[] = [
  {
    name: 'a source may ask as much as it likes',
    in: 'memorySources',
    find: "if (sessions.size >= taken && !sessions.has(session)) return 'too-many'",
    replace: '',
  },
  {
    name: 'a question that is refused is opened all the same',
    in: 'arrivals',
    find: "if ('refusal' in admission && !(await wasTaken())) return notAdmitted(admission, request.at)",
    replace: '',
  },
  {
    name: 'a flood waits in turn',
    in: 'admit',
    find: 'asked > limits.inTurn',
    replace: 'asked > 999',
  },
  {
    name: 'all sources are counted as one',
    in: 'admit',
    find: 'await sources.count(source, session',
    replace: "await sources.count('192.0.2.0', session",
  },
  {
    name: 'a question beyond the share of its source alerts somebody',
    in: 'ask',
    find: 'const [to] = afterOthers ? [] : (line ?? [])',
    replace: 'const [to] = line ?? []',
  },
  {
    name: 'the circle doubles for a question beyond the share of its source',
    in: 'alerting',
    find: 'session.afterOthers || at >=',
    replace: 'at >=',
  },
  {
    name: 'a patron from whom a librarian stepped back is sent the conversation',
    in: 'mailsAtTheEnd',
    find: "getsTranscript(patron) && because !== 'stepped-back'",
    replace: 'getsTranscript(patron)',
  },
  {
    name: 'a patron from whom a librarian stepped back asks for the conversation afterwards',
    in: 'requestTranscript',
    find: "  if (session.status === 'closed' && session.steppedBackBy) return refuse('stepped-back')\n",
    replace: '',
  },
  {
    name: 'a patron from whom a librarian stepped back has a code mailed afterwards',
    in: 'requestCode',
    find: '(session.steppedBackBy || !written',
    replace: '(!written',
  },
  {
    name: 'the words of an abusive patron are shown to whoever comes after',
    in: 'markedFor',
    find: ': { steppedBack: true }',
    replace: ': {}',
  },
  {
    name: 'a session that a librarian stepped back from is filed for nobody',
    in: 'filed',
    find: "return entry ? [{ type: 'ListSteppedBack', entry }] : []",
    replace: 'return entry ? [] : []',
  },
  {
    name: 'a session that a librarian stepped back from counts as any other',
    in: 'stepBack',
    find: "        because: 'stepped-back',\n",
    replace: '',
  },
  {
    name: 'a librarian steps back, and nobody tells the patron',
    in: 'whileServed',
    find: "        tell('patron', event),\n        ...(event.by === undefined ? [tell('librarian', event)] : []),",
    replace: "        ...(event.by === undefined ? [tell('patron', event), tell('librarian', event)] : []),",
  },
  {
    name: 'a librarian steps back with the goodbye of the code',
    in: 'stepBack',
    find: 'goodbye: steppedBackGoodbye,',
    replace: '',
  },
  {
    name: 'a source that a librarian stepped back from asks again',
    in: 'closingActions',
    find: 'await ports.sources.refuse(session, at)',
    replace: '',
  },
]
