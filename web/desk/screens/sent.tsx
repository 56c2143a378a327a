import { useRef } from 'react'
import { Button } from 'react-aria-components'
import { closed } from '../../../lib/protocol/out/closing.ts'
import { useDesk, useLibraryName, usePatronName, useServing } from '../in-desk.ts'

export const codes = closed.entries.code.options
export type Code = (typeof codes)[number]

/** Whether somebody owes the patron an answer by email after it. */
export function isOwed(code: Code | undefined): boolean {
  return code === 'follow-up-by-patrons-library' || code === 'follow-up-by-me'
}

/** What will be sent to whom when a session ends with this code. */
export function Sent({ session, code }: { readonly session: string; readonly code: Code }) {
  const { says } = useDesk()
  const name = usePatronName(session)
  const library = useLibraryName(useServing(session, serving => serving.library) ?? '')
  const email = useServing(session, serving => serving.email)
  const goodbye = useServing(session, serving => serving.briefing?.goodbye)
  return (
    <div className="sent">
      <p className="label">{says('closing.sent')}</p>
      <p>{says(`closing.sent.${code}`, { name, library, email: email ?? '' })}</p>
      {goodbye && code !== 'lost-call' && <blockquote dir="auto">{goodbye}</blockquote>}
    </div>
  )
}

/** An answer by email needs an address. It can be asked for from here, and is shown as soon as the patron has given it. */
export function NoAddress({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const isAsked = useServing(session, serving => serving.contactAsked) ?? false
  const box = useRef<HTMLDivElement>(null)
  const ask = () => {
    // The button goes. Without the focus inside, the dialogue would hear no key.
    box.current?.focus()
    void desk.talks.askContact(session)
  }
  return (
    <div className="sent" role="status" ref={box} tabIndex={-1}>
      <p>{says(isAsked ? 'closing.address.asked' : 'closing.address.none', { name })}</p>
      {!isAsked && (
        <div className="row">
          <Button className="plain" onPress={ask}>
            {says('closing.address.ask')}
          </Button>
        </div>
      )}
    </div>
  )
}
