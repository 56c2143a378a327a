import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { useShift } from '../in-desk.ts'
import { closeDialogue, dialogue, type Open } from '../state/dialogue.ts'
import { useStore } from '../state/use-store.ts'
import { Attest } from './attest.tsx'
import { Closing } from './closing.tsx'
import { Help } from './help.tsx'
import { KeysPage } from './keys-page.tsx'
import { Leave } from './leave.tsx'
import { PolicyPage } from './policy-page.tsx'
import { StepBack } from './step-back.tsx'
import { Transfer } from './transfer.tsx'
import { Wrong } from './wrong.tsx'

/** What stands in front of the desk. If its session goes, it goes too. */
export function Dialogues() {
  const open = useStore(dialogue, now => now.open)
  const isThere = useShift(({ sessions }) => !('session' in open) || sessions[open.session] !== undefined)
  const isOpen = open.what !== 'nothing' && isThere
  return (
    <ModalOverlay className="veil" isOpen={isOpen} isDismissable onOpenChange={is => !is && closeDialogue()}>
      <Modal className={`sheet ${open.what}`}>
        <Dialog className="dialogue">{isOpen && <Inside open={open} />}</Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Inside({ open }: { readonly open: Open }) {
  switch (open.what) {
    case 'close':
      return <Closing session={open.session} />
    case 'transfer':
      return <Transfer session={open.session} />
    case 'help':
      return <Help session={open.session} />
    case 'leave':
      return <Leave session={open.session} />
    case 'step-back':
      return <StepBack session={open.session} />
    case 'contact':
      return <Attest session={open.session} />
    case 'wrong':
      return <Wrong session={open.session} />
    case 'policy':
      return <PolicyPage session={open.session} />
    case 'keys':
      return <KeysPage />
    default:
      return null
  }
}
