import { type FormEvent, useState } from 'react'
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useDesk, useShift } from '../in-desk.ts'
import { idFor, type Member, peopleIn } from './as-in-file.ts'
import { says, useLibrary } from './in-library.ts'
import { NotDone, useFocusAtFault } from './part-form.tsx'
import { PersonFields, personKeys } from './person-fields.tsx'
import { useAttempt } from './use-part.ts'

/** Who answers for the library, how many patrons each serves at once, and who may change these pages. */
export function People() {
  const { settings } = useLibrary()
  const people = peopleIn(settings)
  return (
    <>
      <p className="lead">{says('people.text')}</p>
      <ul className="people">
        {people.map(member => (
          <li key={member.person.id}>
            <Person member={member} />
          </li>
        ))}
      </ul>
      <Invite />
    </>
  )
}

function Person({ member: { version, person } }: { readonly member: Member }) {
  const { desk } = useDesk()
  const me = useShift(shift => shift.me.id)
  const { attempt, tried } = useAttempt()
  const formRef = useFocusAtFault(attempt)
  const [draft, setDraft] = useState<Member['person']>()
  const { name, email, role, limit, pools } = draft ?? person
  const set = (parts: Partial<Member['person']>) => setDraft({ ...person, ...draft, ...parts })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const change = {
      ...(name !== person.name && { name }),
      ...(email !== person.email && { email }),
      ...(role !== person.role && { role }),
      ...(limit !== person.limit && { limit }),
      ...(String(pools) !== String(person.pools) && { pools: pools ?? null }),
    }
    if (Object.keys(change).length === 0) return setDraft(undefined)
    if (await tried(() => desk.settings.changePerson(person.id, version, change))) setDraft(undefined)
  }
  const faults = (key: string) =>
    (attempt.no?.faults ?? []).filter(({ path }) => path.includes(key)).map(({ sentence }) => sentence)
  return (
    <details className="person">
      <summary>
        <strong dir="auto">{person.name}</strong>
        {person.id === me && <em>{says('people.you')}</em>}
        <span className="fine">{person.email}</span>
        <span className="fine">{says(`role.${person.role}`)}</span>
        <span className="at-once">{says('people.at-once', { limit: person.limit })}</span>
      </summary>
      <form ref={formRef} className="form" onSubmit={event => void submit(event)}>
        <PersonFields
          name={name}
          email={email}
          role={role}
          limit={limit}
          pools={pools}
          faults={faults}
          set={set}
          isOfConsortium={person.role === 'consortium-administrator'}
        />
        <NotDone attempt={attempt} beside={personKeys.map(key => [key])} />
        <div className="row saving">
          <Button className="main" type="submit" isDisabled={draft === undefined || attempt.state === 'sending'}>
            {says(attempt.no?.code === 'settings-changed' ? 'save.mine' : 'save')}
          </Button>
          {person.id !== me && <Removal person={person} remove={() => desk.settings.remove(person.id, version)} />}
          <p role="status">{attempt.state === 'saved' ? says('save.done') : ''}</p>
        </div>
      </form>
    </details>
  )
}

interface RemovalProps {
  readonly person: Member['person']
  readonly remove: () => ReturnType<ReturnType<typeof useDesk>['desk']['settings']['remove']>
}

/** Asks before somebody loses their place, and says what happens. */
function Removal({ person: { name }, remove }: RemovalProps) {
  const { attempt, tried } = useAttempt()
  return (
    <DialogTrigger>
      <Button className="link wrong">{says('people.remove')}</Button>
      <ModalOverlay className="veil" isDismissable>
        <Modal className="sheet step-back">
          <Dialog className="dialogue" role="alertdialog">
            <div className="form">
              <Heading slot="title" level={2}>
                {says('removal.title', { name })}
              </Heading>
              <p>{says('removal.text', { name })}</p>
              <NotDone attempt={attempt} beside={[]} />
              <div className="row ends">
                <Button className="plain" slot="close" autoFocus>
                  {says('removal.keep')}
                </Button>
                <Button
                  className="main danger"
                  isDisabled={attempt.state === 'sending'}
                  onPress={() => void tried(remove)}
                >
                  {says('removal.go', { name })}
                </Button>
              </div>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  )
}

const nobody: Member['person'] = { id: '', name: '', email: '', role: 'librarian', limit: 3 }

/** Invitations that were begun, by library. They last as long as the page. */
const invitations = new Map<string, Member['person']>()

function Invite() {
  const { desk } = useDesk()
  const { settings } = useLibrary()
  const { attempt, tried } = useAttempt()
  const form = useFocusAtFault(attempt)
  const [draft, setDraft] = useState(invitations.get(settings.library) ?? nobody)
  const set = (invited: Member['person']) => {
    invitations.set(settings.library, invited)
    setDraft(invited)
  }
  const [invited, setInvited] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { name, email, role, limit, pools } = draft
    const [part = ''] = email.split('@')
    const id = idFor(
      part || name,
      settings.people.map(({ person }) => String(person.id)),
    )
    const person = {
      ...{ id, name, email },
      ...(role !== 'librarian' && { role }),
      ...(limit !== nobody.limit && { limit }),
      ...(pools && { pools }),
    }
    if (!(await tried(() => desk.settings.invite(settings.library, person)))) return
    setInvited(name)
    set(nobody)
  }
  const faults = (key: string) =>
    (attempt.no?.faults ?? []).filter(({ path }) => path.includes(key)).map(({ sentence }) => sentence)
  return (
    <section className="invite" aria-labelledby="invite">
      <h2 id="invite">{says('invite.title')}</h2>
      <p className="fine">{says('invite.text')}</p>
      <form ref={form} className="form" onSubmit={event => void submit(event)}>
        <PersonFields {...draft} faults={faults} set={parts => set({ ...draft, ...parts })} />
        <NotDone attempt={attempt} beside={personKeys.map(key => [key])} />
        <div className="row saving">
          <Button className="main" type="submit" isDisabled={attempt.state === 'sending'}>
            {says('invite.go')}
          </Button>
          <p role="status">{attempt.state === 'saved' ? says('invite.done', { name: invited }) : ''}</p>
        </div>
      </form>
    </section>
  )
}
