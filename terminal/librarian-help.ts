import { codes } from './librarian-commands.ts'

/** What a librarian can type. */
export const help = `Who waits
  /who                     who is waiting, who is offered to you, whom you are serving
  /more                    the next of those who wait
  /pick                    pick up the patron who has waited longest
  /pick 2 because REASON   pick up patron #2 out of turn; the reason is kept
  /accept [2]  /decline [2]  answer the offer of a patron; take over from who is silent
  /off  /on [POOL …]       go off duty, come on duty (for some of your pools)
Serving
  /to 2                    write to patron #2 from now on
  /about                   the patron's library: local time, policy page, greeting, goodbye
  /greet                   send the greeting of the patron's library
  /scripts                 the scripts: yours, your library's, the patron's library's
  /script ID               send one
  /search STATEMENT        a search statement, exactly as you type it
  /resource URL "TITLE" PATH   a resource, with the links to press; policy-page stands for a URL
  /note WORDS              a staff note, which the patron never sees
  /policy WORDS            report a mistake on the library's policy page
  /transfer rob because REASON   offer the patron to Rob, or to a pool: /transfer group:academic
  /again                   the conversation from its beginning
Concluding
  /contact                 ask the patron for their e-mail address, in a form
  /attest jane@example.org you verified this address yourself
  /suggest [open]          the code that fits; open: the question is not answered
  /close [CODE]            ${codes.join(', ')}
      a follow-up needs a deadline, and may have a note: /close follow-up-by-patrons-library 2026-12-01 "call first"
      follow-up-by-me needs your word: /close follow-up-by-me none at-hand
      nobody to write to: /close answered unresolved "what is missing"
  /despite CODE            do what was just refused, in spite of this code
Afterwards
  /owed [2]                the follow-ups of you and your library; one with its conversation
  /take 2                  you will handle it
  /answer 2 WORDS          your answer goes to the patron by e-mail
  /done 2 [WORDS]          mark it as done; say how, where you had promised the answer
  /hand-over 2             the patron's library answers instead
  /send 2  /drop 2         send or discard an answer that arrived by e-mail; of several, /send 2 1
  /send 2 lines 1-3 5      send these lines of it, and no others; /owed 2 numbers them
  /quit                    leave (Ctrl-C and Ctrl-D do, too)
Everything else goes to the patron. Begin a line with // to send one slash, with /say to
send what looks like a command.`
