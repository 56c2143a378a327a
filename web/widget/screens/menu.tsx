import { useRef, useState } from 'preact/hooks'
import { useTalk, useView } from '../in-view.ts'
import { saveTranscript } from '../save-transcript.ts'
import { AddressForm } from './address-form.tsx'
import { CodeForm } from './code-form.tsx'
import { Done } from './done.tsx'
import { useProblem } from './problem.ts'

/** What is seldom done during a conversation. */
export function Menu({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const { says, conversation } = useView()
  const isShared = useTalk(talk => talk.isShared)
  const hasWords = useTalk(talk => talk.phase === 'talking')
  const [isSure, setSure] = useState(false)
  return (
    <div class="menu" id="menu" hidden={!isOpen}>
      {hasWords && <TranscriptByMail />}
      <SaveTranscript />
      <label class="check">
        <input
          type="checkbox"
          checked={isShared}
          onChange={({ currentTarget }) => conversation.shareComputer(currentTarget.checked)}
        />
        <span>
          {says('menu.shared')}
          <span class="fine">{says('menu.shared-text')}</span>
        </span>
      </label>
      {isSure ? (
        <p class="row sure">
          <span>{says('menu.leave-sure')}</span>
          <button type="button" class="main" onClick={() => void conversation.leave()}>
            {says('menu.leave')}
          </button>
          <button
            type="button"
            class="link"
            onClick={() => {
              setSure(false)
              close()
            }}
          >
            {says('menu.stay')}
          </button>
        </p>
      ) : (
        <button type="button" class="item" onClick={() => setSure(true)}>
          {says('menu.leave')}
        </button>
      )}
    </div>
  )
}

/** With these, another address is asked for. */
const needAddress = ['no-address', 'mail-came-back', 'disowned']

/** The transcript by email, at the address that the desk knows (R32). One that is not confirmed gets a code first (R22). */
export function TranscriptByMail() {
  const { says, conversation } = useView()
  const isAsked = useTalk(talk => talk.transcript === 'asked')
  const wasAsked = useRef(isAsked)
  const inWords = useProblem()
  const [wrong, setWrong] = useState<string>()
  const [needs, setNeeds] = useState<'code' | 'address'>()

  const sendCode = async (email?: string, despite?: readonly string[]) => {
    const problem = await conversation.requestCode(email, despite)
    if (problem) return problem
    setNeeds('code')
    setWrong(undefined)
    return undefined
  }
  const ask = async () => {
    let problem = await conversation.requestTranscript()
    if (problem?.code === 'not-confirmed') problem = await sendCode()
    if (needAddress.includes(problem?.code ?? '')) setNeeds('address')
    // That the desk has none is no fault: the form asks for one.
    setWrong(problem && problem.code !== 'no-address' ? inWords(problem) : undefined)
  }
  if (isAsked) return <Done text={says('menu.transcript-asked')} takesFocus={!wasAsked.current} />
  return (
    <>
      {!needs && (
        <button type="button" class="item" onClick={() => void ask()}>
          {says('menu.transcript')}
        </button>
      )}
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      {needs === 'address' && (
        <AddressForm hint={says('code.why')} button={says('code.send')} send={sendCode} takesFocus />
      )}
      {needs === 'code' && <CodeForm entered={ask} />}
    </>
  )
}

/** The transcript at once, as a file. */
export function SaveTranscript() {
  const view = useView()
  return (
    <button type="button" class="item" onClick={() => saveTranscript(view)}>
      {view.says('menu.save')}
    </button>
  )
}
