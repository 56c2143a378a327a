import type { LibrarianClient } from '../client/librarian-client.ts'
import type { Outgoing } from '../client/wire.ts'
import type { Reply } from '../lib/protocol/frames-out.ts'
import { type Briefing, briefingLines, languageInWords, policyLines, scriptCalled, scriptLists } from './briefing.ts'
import type { Colleagues } from './colleagues.ts'
import type { Closing, Command } from './librarian-commands.ts'
import { said } from './librarian-news.ts'
import type { OpenSessions } from './open-sessions.ts'
import { type Screen, showRefusal, since } from './screen.ts'

type Taken = Extract<Reply, { type: 'picked-up' | 'transferred' | 'rescued' | 'joined' }>
type Suggestion = Extract<Reply, { type: 'suggestion' }>
/** The commands that the desk may refuse softly. */
type Insistable = Extract<Outgoing, { action: 'say' | 'close' | 'attest-contact' }>

/** A librarian's work in the current session. */
export interface SessionDesk {
  obey(session: string, command: Command): Promise<void>
  /** Shows what a library tells librarians about itself: the one that is named, or that of the session's patron. */
  policies(session: string | undefined, library: string | undefined): Promise<void>
  /** Shows a session that has come to this librarian, with all that they need. */
  taken(reply: Taken): void
}

/** Serves one session at a time, on a screen. `repaint` is called when the prompt may have to change. */
export function sessionDesk(
  there: Pick<LibrarianClient, 'send' | 'transcript' | 'earlier' | 'earlierThan' | 'now'>,
  open: OpenSessions,
  people: Pick<Colleagues, 'meant'>,
  screen: Screen,
  repaint: () => void,
): SessionDesk {
  const briefings = new Map<string, Briefing>()
  /** The library of each session's patron, by id. */
  const libraries = new Map<string, string>()
  /** The classes that the desk suggested for a session's question. */
  const suggestedClasses = new Map<string, readonly string[]>()
  /** The last soft refusal, which may be overridden. */
  let refused: { readonly frame: Insistable; readonly code: string } | undefined

  const send = async (frame: Insistable): Promise<void> => {
    refused = undefined
    const reply = await there.send(frame)
    if (reply.type === 'refused') {
      if (reply.soft) refused = { frame, code: reply.code }
      const hint = reply.soft ? ` To do it anyway, type /despite ${reply.code}.` : ''
      const choose = reply.code === 'likely-slip' ? 'attest' : 'close'
      const offer = reply.offer ? ` Better: /${choose} ${reply.offer}.` : ''
      return screen.show(`${reply.reason}${offer}${hint}`, 'alarm')
    }
    if (reply.type === 'said' && screen.live) screen.show('   ✓', 'quiet')
    if (reply.type === 'said') showAdvice(reply.advice)
    if (reply.type === 'contact-verified') screen.show(`Attested: ${reply.email}.`)
    if (reply.type !== 'closed') return
    screen.show(`${open.label(reply.session)} is closed: ${reply.code} (${reply.how}).`)
    open.leave(reply.session)
    repaint()
  }

  const insist = async (code: string): Promise<void> => {
    if (!refused) return screen.show('There is no refusal that you could override.', 'alarm')
    if (refused.code !== code) return screen.show(`The refusal was a different one: /despite ${refused.code}.`, 'alarm')
    const { frame } = refused
    await send({ ...frame, despite: [...(frame.despite ?? []), code] })
  }

  const closing = (session: string, { classes, ...rest }: Closing): Insistable => {
    const named = classes?.flatMap(id => (id ? [id] : (suggestedClasses.get(session) ?? [])))
    return { action: 'close', session, ...rest, ...(named && { classes: [...new Set(named)] }) }
  }

  const showAdvice = (advice: Suggestion['advice']): void => {
    for (const { hint } of advice ?? []) screen.show(`   ↳ ${hint}`, 'quiet')
  }

  const suggest = async (session: string, resolved: false | undefined): Promise<void> => {
    const reply = await there.send({ action: 'suggest', session, ...(resolved === false && { resolved }) })
    if (reply.type !== 'suggestion') return void showRefusal(reply, screen)
    screen.show(`${reply.reason} /close ${reply.code}${stillNeeded(reply)}`)
    showAdvice(reply.advice)
    const { classes = [] } = reply
    const suggested = classes.filter(each => each.suggested)
    suggestedClasses.set(
      session,
      suggested.map(({ id }) => id),
    )
    for (const { id, label, suggested: fits } of classes)
      screen.show(`   #${id} (${label})${fits ? ' ← # alone' : ''}`, 'quiet')
  }

  const show = (session: string): void => {
    const rest = there.earlierThan(session)
    for (const message of there.transcript(session)) {
      if (message.number === rest) screen.show(`   … /earlier shows what was said before message ${rest}.`, 'quiet')
      screen.show(said(open, session, message), 'words')
    }
  }

  const earlier = async (session: string): Promise<void> => {
    const reply = await there.earlier(session)
    if (!reply) return screen.show('All of this conversation is here: /again shows it.', 'quiet')
    if (showRefusal(reply, screen)) return
    show(session)
  }

  const simply = async (frame: Outgoing, done: string): Promise<void> => {
    if (!showRefusal(await there.send(frame), screen)) screen.show(done)
  }

  /** It came with the patron. A terminal that was opened later asks for it. */
  const briefingOf = async (session: string): Promise<Briefing | undefined> => {
    const known = briefings.get(session)
    if (known) return known
    const reply = await there.send({ action: 'briefing', session })
    if (reply.type !== 'briefing') return void showRefusal(reply, screen)
    briefings.set(session, reply.briefing)
    return reply.briefing
  }

  const policies = async (session: string | undefined, library: string | undefined): Promise<void> => {
    const about = library ?? libraries.get(session ?? '')
    if (about === undefined) return screen.show('Say of which library: /policies mesa.', 'alarm')
    const reply = await there.send({ action: 'policy', library: about })
    if (reply.type !== 'policy') return void showRefusal(reply, screen)
    for (const line of policyLines(reply, there.now())) screen.show(line)
  }

  return {
    policies,

    taken: ({ session, library, askedAt, patron, briefing, notes, language, answers }) => {
      briefings.set(session, briefing)
      libraries.set(session, library)
      open.enter(session, patron.name)
      open.turnTo(session)
      screen.show(`You serve ${open.label(session)}, who asked ${since(askedAt, there.now())} ago.`)
      for (const line of briefingLines(briefing, there.now())) screen.show(line, 'quiet')
      if (language) screen.show(`The patron reads ${languageInWords(language)}.`, 'quiet')
      for (const { label, text } of answers ?? []) screen.show(`   ${label}: ${text}`, 'quiet')
      show(session)
      for (const { name, text } of notes ?? []) screen.show(`   note by ${name ?? 'the staff'}: ${text}`, 'quiet')
      repaint()
    },

    obey: async (session, command) => {
      const label = open.label(session)
      switch (command.type) {
        case 'say':
          return send({ action: 'say', session, text: command.text })
        case 'search':
          return send({ action: 'say', session, text: command.text, kind: 'statement' })
        case 'resource':
          return send({ action: 'say', session, text: command.text, kind: 'resource', resource: command.resource })
        case 'greet': {
          const briefing = await briefingOf(session)
          if (!briefing) return
          return send({ action: 'say', session, text: briefing.greeting, script: 'greeting' })
        }
        case 'about': {
          const briefing = await briefingOf(session)
          if (!briefing) return
          for (const line of briefingLines(briefing, there.now())) screen.show(line)
          return screen.show(`At the end the patron reads: ${briefing.goodbye}`)
        }
        case 'scripts': {
          const briefing = await briefingOf(session)
          for (const line of briefing ? scriptLists(briefing) : []) screen.show(line)
          return
        }
        case 'script': {
          const briefing = await briefingOf(session)
          if (!briefing) return
          const script = scriptCalled(command.text, briefing)
          if (!script) return screen.show(`There is no script "${command.text}"; see /scripts.`, 'alarm')
          return send({ action: 'say', session, text: script.text, script: script.id })
        }
        case 'note':
          if (!showRefusal(await there.send({ action: 'note', session, text: command.text }), screen))
            screen.show('   ✓ noted; the patron does not see it', 'quiet')
          return
        case 'contact':
          return simply({ action: 'ask-contact', session }, `${label} now sees the contact form.`)
        case 'attest':
          return send({ action: 'attest-contact', session, email: command.text })
        case 'policy':
          return simply(
            { action: 'report-policy', session, text: command.text },
            'Their library will be told when the session is over.',
          )
        case 'mistake':
          return simply(
            {
              ...{ action: 'report-policy', session, statement: command.statement },
              ...(command.text && { text: command.text }),
            },
            'Their library will be told when the session is over.',
          )
        case 'transfer': {
          const meant = people.meant(command.to)
          if (meant === undefined) return
          const to = isPool(meant) ? { pool: meant } : { librarian: meant }
          const note = command.note && { note: command.note }
          return simply({ action: 'transfer', session, ...to, ...note }, `${label} is offered to ${meant}.`)
        }
        case 'call': {
          const { note } = command
          const librarian = command.librarian && people.meant(command.librarian)
          if (command.librarian && !librarian) return
          const to = { ...(librarian && { librarian }), ...(note && { note }) }
          const asked = `${librarian ?? 'A colleague'} is asked to join you.`
          return simply({ action: 'call-for-help', session, ...to }, asked)
        }
        case 'uncall':
          return simply({ action: 'withdraw-call', session }, 'You no longer ask for a colleague.')
        case 'go':
          if (showRefusal(await there.send({ action: 'leave-session', session }), screen)) return
          open.leave(session)
          return screen.show(`You have left ${label} to your colleague.`)
        case 'suggest':
          return suggest(session, command.resolved)
        case 'close':
          return send(closing(session, command.closing))
        case 'despite':
          return insist(command.text)
        case 'again':
          return show(session)
        case 'earlier':
          return earlier(session)
      }
    },
  }
}

/** `library:mesa`, `group:academic` and `cooperative` are pools; a librarian's id has no colon. */
function isPool(to: string): boolean {
  return to.includes(':') || to === 'cooperative'
}

/** The arguments that a suggested code needs. */
function stillNeeded({ code, because }: Suggestion): string {
  if (because === 'no-contact') return ' unresolved "what is missing"'
  return code === 'follow-up-by-patrons-library' ? ' DATE' : ''
}
