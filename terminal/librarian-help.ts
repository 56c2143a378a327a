import { codes } from './librarian-commands.ts'

/** What a librarian can type. */
export const help = `Who waits
  /who                     who is waiting, who is offered to you, and whom you are serving
  /more                    the next of those who wait
  /pick                    pick up the patron who has waited longest
  /pick 2 because REASON   pick up patron #2 before others, for a reason that is kept
  /accept [2]  /decline [2]  a patron whom somebody offers you, or whose librarian is silent
  /off  /on [POOL …]       go off duty, come on duty (for these pools alone, of those that are yours)
Serving
  /to 2                    write to patron #2 from now on
  /about                   the patron's library: local time, policy page, greeting, goodbye
  /greet                   send the greeting of the patron's library
  /scripts                 the scripts: yours, your library's, the patron's library's
  /script ID               send one
  /search STATEMENT        a search statement, exactly as you type it
  /resource URL "TITLE" PATH   a resource, with the links to press; policy-page stands for a URL
  /note WORDS              a note for the staff; the patron never sees it
  /policy WORDS            tell the patron's library what is wrong on its policy page
  /transfer rob because REASON   offer the patron to Rob, or to a pool: /transfer group:academic
  /again                   the conversation from its beginning
Concluding
  /contact                 ask the patron for their e-mail address, in a form
  /attest jane@example.org you have verified this address yourself
  /suggest [open]          which code fits; open: the question is not answered
  /close [CODE]            ${codes.join(', ')}
      a follow-up needs a deadline, and may have a note: /close follow-up-by-patrons-library 2026-12-01 "call first"
      follow-up-by-me needs your word: /close follow-up-by-me none at-hand
      nobody to write to: /close answered unresolved "what is missing"
  /despite CODE            do what was just refused, despite this advice
Afterwards
  /owed [2]                what you and your library owe to patrons; one of them with its conversation
  /take 2                  you see to it
  /answer 2 WORDS          your answer goes to the patron by e-mail
  /done 2 [WORDS]          it is done in another way; what you took on yourself needs to be said how
  /hand-over 2             the patron's library answers instead of you
  /send 2  /drop 2         an answer that came by e-mail and waits for your word; of several, /send 2 1
  /quit                    leave (Ctrl-C and Ctrl-D do, too)
Everything else is said to the patron; a line that begins with // is said with one slash.`
