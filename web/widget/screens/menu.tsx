import { useState } from 'preact/hooks'
import { useTalk, useView } from '../in-view.ts'
import { saveTranscript } from '../save-transcript.ts'
import { CodeForm } from './code-form.tsx'
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

/** The transcript by email, at the address that the desk knows (R32). One that is not confirmed gets a code first (R22). */
export function TranscriptByMail() {
  const { says, conversation } = useView()
  const isAsked = useTalk(talk => talk.transcript === 'asked')
  const inWords = useProblem()
  const [wrong, setWrong] = useState<string>()
  const [needsCode, setNeedsCode] = useState(false)
  const ask = async () => {
    let problem = await conversation.requestTranscript()
    if (problem?.code === 'not-confirmed') {
      problem = await conversation.requestCode()
      setNeedsCode(!problem)
    }
    setWrong(problem && inWords(problem))
  }
  if (isAsked)
    return (
      <p class="item done" role="status">
        {says('menu.transcript-asked')}
      </p>
    )
  if (needsCode) return <CodeForm ask={ask} />
  return (
    <>
      <button type="button" class="item" onClick={() => void ask()}>
        {says('menu.transcript')}
      </button>
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
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
