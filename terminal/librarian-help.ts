import { codes } from './librarian-commands.ts'

/** The commands that a librarian can type. */
export const help = `Who waits
  /who                     who is waiting, who is offered to you, whom you are serving
  /more                    the next page of waiting patrons
  /pick                    pick up the patron who has waited longest
  /pick 2 because REASON   pick up patron #2 out of turn; the reason is recorded
  /accept [2]  /decline [2]  accept or decline a patron who is offered to you
  /off  /on [POOL …]       go off duty, come on duty (for some of your pools)
Serving
  /to 2                    write to patron #2 from now on
  /about                   the patron's library: local time, what patrons ask for, policy page, greeting
  /policies [LIBRARY]      what it, or another library, tells librarians about itself, statement by statement
  /greet                   send the greeting of the patron's library
  /scripts                 the scripts: yours, your library's, the patron's library's
  /script ID               send one
  /search STATEMENT        a search statement, exactly as you type it
  /resource URL "TITLE" PATH   a resource, with the links to click; write policy-page instead of a URL to cite it
  /note WORDS              a staff note, which the patron never sees
  /mistake ID [WORDS]      one of its statements is wrong: the library is told
  /policy WORDS            report another mistake on the library's policy page
  /transfer 2 because REASON   offer the patron to colleague 2 of /people
  /transfer rob because REASON   offer the patron to Rob, or to a pool: /transfer group:academic
  /again                   show the conversation from its beginning
  /earlier                 what was said before, of a long conversation that came to you with its end
Colleagues
  /people                  who is on duty, how busy they are, and for which pools
  /room                    show the staff room: what those on duty say to each other, kept for a day
  /room WORDS              say something there; nothing about patrons
  /call [ann] [because REASON]   ask a colleague to join you with this patron: Ann (or their number in
                           /people), or whoever has time
  /uncall                  take that back
  /join [2]                join a colleague who asks for you; the patron is told
  /go                      leave the patron to the colleague who is with you
Concluding
  /contact                 show the patron a form for their email address
  /attest jane@example.org you verified this address yourself
  /suggest [open]          suggest a code; add open if the question is not answered
  /close [CODE]            ${codes.join(', ')}
      a follow-up needs a deadline, and may have a note: /close follow-up-by-patrons-library 2026-12-01 "call first"
      follow-up-by-me means that you have the answer at hand: /close follow-up-by-me none at-hand
      #account #subject gives the question's classes; # alone takes those that /suggest suggested
      if there is no address to write to: /close answered unresolved "what is missing"
  /step-back [2] [all] [WORDS]   end an abusive session, or one that waits: nothing is mailed, and
                           its source is refused for a day; all: whatever else waits from there
  /despite CODE            do what was just refused with this code
Afterwards
  /owed [2]                your follow-ups and your library's; with a number, one and its conversation
  /take 2                  show that you are handling it
  /answer 2 WORDS          send the patron your answer by email
  /done 2 [WORDS]          mark it as done; say how if you had promised the answer
  /hand-over 2             have the patron's library answer instead
  /send 2  /drop 2         send or discard an answer that came by email; if there are several, /send 2 1
  /send 2 lines 1-3 5      send these lines of it, and no others; /owed 2 numbers them
For administrators (of the consortium: for each library, by its id)
  /mailbox [LIBRARY]       the mailbox for follow-ups: what is set, and what the desk has learnt about it
  /stepped-back [LIBRARY]  abusive sessions of the library's patrons that a librarian ended, and why
  /settings [LIBRARY]      the settings of a library, its people, and who changed what
  /set KEY VALUE           change one, as in the consortium file: /set closed-days [2026-12-24]; null: the default
  /invite ID EMAIL NAME    invite a librarian; /remove ID takes one out
  /person ID KEY VALUE     change a librarian: /person john limit 2
  /quit                    leave (so do Ctrl-C and Ctrl-D)
Everything else goes to the patron. Begin a line with // to send one slash, with /say to
send what looks like a command.`
