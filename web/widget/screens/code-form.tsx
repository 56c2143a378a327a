import { useState } from 'preact/hooks'
import { useTalk, useView } from '../in-view.ts'
import { OneField } from './one-field.tsx'
import { useProblem } from './problem.ts'

/** Asks for the code that was mailed to the patron's address (R22). `entered` goes on with what needed it. */
export function CodeForm({ entered }: { readonly entered: () => Promise<void> }) {
  const { says, conversation } = useView()
  const email = useTalk(talk => talk.email)
  const inWords = useProblem()
  const [news, setNews] = useState('')

  const enter = async (typed: string) => {
    setNews('')
    // People copy it with spaces.
    const digits = typed.replace(/[\s-]/g, '')
    if (!/^\d{6}$/.test(digits)) return { code: 'bad-code', reason: '' }
    const problem = await conversation.enterCode(digits)
    if (!problem) await entered()
    return problem
  }
  const again = async () => {
    // Whether it is a slip has been asked.
    const problem = await conversation.requestCode(email, ['likely-slip'])
    setNews(problem ? inWords(problem) : says('code.sent'))
  }
  return (
    <div class="code">
      <OneField
        name="code"
        label={says('code.label')}
        hint={says('code.hint', { email: email ?? '' })}
        input={{ inputMode: 'numeric', autocomplete: 'one-time-code' }}
        button={says('code.enter')}
        takesFocus
        send={enter}
      >
        <button type="button" class="link" onClick={() => void again()}>
          {says('code.again')}
        </button>
      </OneField>
      <p role="status">{news}</p>
    </div>
  )
}
