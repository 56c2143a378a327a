import { useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { DeskRefusal, mayPass } from '../../client/desk-http.ts'
import type { Says } from '../shared/wording.ts'
import { InDeskContext } from './in-desk.ts'
import { type Language, languageOf, localeOf, wordsIn } from './languages.ts'
import { Frame } from './screens/frame.tsx'
import { SignInPage } from './screens/sign-in-page.tsx'
import { choices } from './state/choices.ts'
import { type Desk, openDesk } from './state/desk.ts'
import { keepFor, kept } from './state/kept.ts'
import { backFromSignIn, forgetSignIn, signInOfTab } from './state/signed-in.ts'

type Stage =
  | { readonly at: 'coming' }
  | { readonly at: 'outside'; readonly why?: string }
  | { readonly at: 'inside'; readonly desk: Desk }

/** Lets somebody in who comes back from their provider or whose tab was loaded anew, and otherwise asks who they are. */
async function arrive(): Promise<Stage> {
  try {
    const tokens = (await backFromSignIn()) ?? signInOfTab()
    if (!tokens) return { at: 'outside' }
    const desk = await openDesk(tokens)
    keepFor(desk.shift.get().me.id)
    if (kept.wasOnDuty()) void desk.comeOnDuty(choices.get().pools)
    return { at: 'inside', desk }
  } catch (error) {
    if (error instanceof DeskRefusal && !mayPass(error)) forgetSignIn()
    return { at: 'outside', why: error instanceof Error ? error.message : String(error) }
  }
}

/** An answer of a provider can be used once, however often React renders. */
const arriving = arrive()

interface Spoken {
  readonly language: Language
  readonly says: Says
}

/** The desk’s words in the language that somebody reads. They change as soon as another is chosen. */
function useSpoken(): Spoken | undefined {
  const [spoken, setSpoken] = useState<Spoken>()
  useEffect(() => {
    const speak = () => {
      const language = languageOf()
      if (document.documentElement.lang === language) return
      document.documentElement.lang = language
      void wordsIn(language).then(says => setSpoken({ language, says }))
    }
    document.documentElement.lang = ''
    speak()
    return choices.on(speak)
  }, [])
  return spoken
}

export function App() {
  const spoken = useSpoken()
  const [stage, setStage] = useState<Stage>({ at: 'coming' })
  useEffect(() => {
    void arriving.then(setStage)
  }, [])
  if (!spoken) return null
  const { says } = spoken
  const language = localeOf[spoken.language]
  return (
    <I18nProvider locale={language}>
      <Router hook={useHashLocation}>
        {stage.at === 'coming' && <p className="coming">{says('coming')}</p>}
        {stage.at === 'outside' && <SignInPage says={says} why={stage.why} />}
        {stage.at === 'inside' && (
          <InDeskContext value={{ desk: stage.desk, says, language }}>
            <Frame />
          </InDeskContext>
        )}
      </Router>
    </I18nProvider>
  )
}
